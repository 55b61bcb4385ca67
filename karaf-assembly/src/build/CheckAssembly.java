import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the assembled tree for what Karaf's tooling lets pass in silence: a boot feature it did not know, a bundle that no feature
 * brought into system/, a part that an appliance must not have. Arguments: HOME FEATURE,FEATURE,… Exit status 1 with one line per finding.
 * It first proves that it can find something, on the same tree.
 */
public class CheckAssembly {
  /** Parts of Karaf that can install, deploy or manage behind the gate's or the audit's back, or listen. */
  private static final Pattern FORBIDDEN = Pattern.compile(".*/(org\\.apache\\.karaf\\.(kar|deployer|management|instance|obr|webconsole)[^/]*|pax-url-(wrap|war|classpath)|pax-web[^/]*|[^/]*-SNAPSHOT)/.*");
  private static final Pattern BUNDLE = Pattern.compile("<bundle[^>]*>\\s*mvn:([^/<]+)/([^/<]+)/([^/<\\s]+)\\s*</bundle>");
  private static final Pattern FEATURE = Pattern.compile("<feature [^>]*name=[\"']([^\"']+)[\"']");

  private final Path home;
  private final List<String> findings = new ArrayList<>();

  private CheckAssembly(Path home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    Set<String> expected = Set.of(arguments[1].split(","));
    Set<String> impossible = new TreeSet<>(expected);
    impossible.add("no-such-feature");
    if (findings(home, impossible, "no.such.group/none/1").size() < findings(home, expected, "").size() + 2) {
      System.err.println("the check of the assembly finds nothing even where it must");
      System.exit(1);
    }
    List<String> findings = findings(home, expected, "");
    findings.forEach(System.err::println);
    System.exit(findings.isEmpty() ? 0 : 1);
  }

  private static List<String> findings(Path home, Set<String> expected, String alsoBundle) throws IOException {
    CheckAssembly check = new CheckAssembly(home);
    check.bootFeatures(expected);
    check.bundles(alsoBundle);
    check.forbidden();
    check.etc();
    return check.findings;
  }

  private void bootFeatures(Set<String> expected) throws IOException {
    Set<String> booted = Stream.of(properties("org.apache.karaf.features.cfg").getProperty("featuresBoot").split("\\s*,\\s*")).map(f -> f.strip().split("/")[0])
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(booted);
    missing.forEach(name -> findings.add("boot feature " + name + " was dropped: no repository of features knows it"));
  }

  private void bundles(String also) throws IOException {
    List<String> wanted = new ArrayList<>();
    if (!also.isEmpty()) {
      wanted.add(also);
    }
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(home.resolve("system"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml") && f.toString().contains("sallyport-features")).toList()) {
        String text = Files.readString(file);
        BUNDLE.matcher(text).results().forEach(m -> wanted.add(m.group(1) + "/" + m.group(2) + "/" + m.group(3)));
        FEATURE.matcher(text).results().map(m -> m.group(1)).filter(name -> !names.add(name)).forEach(name -> findings.add("feature " + name + " is defined twice"));
      }
    }
    properties("startup.properties").stringPropertyNames().forEach(url -> wanted.add(url.replaceFirst("^mvn:", "")));
    for (String artifact : wanted) {
      String[] part = artifact.split("/");
      Path jar = home.resolve("system").resolve(part[0].replace('.', '/')).resolve(part[1]).resolve(part[2]).resolve(part[1] + "-" + part[2] + ".jar");
      if (!Files.isRegularFile(jar)) {
        findings.add("mvn:" + artifact + " is not in system/");
      }
    }
  }

  private void forbidden() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      files.map(file -> "/" + home.relativize(file)).filter(path -> FORBIDDEN.matcher(path).matches()).forEach(path -> findings.add(path + " must not be on board"));
    }
    for (String name : List.of("deploy", "data", "lib/ext")) {
      if (Files.exists(home.resolve(name)) && !name.equals("lib/ext")) {
        findings.add(name + "/ must not be on board");
      }
    }
  }

  private void etc() throws IOException {
    Properties custom = properties("custom.properties");
    if (!"io.sallyport.gate.GateFrameworkFactory".equals(custom.getProperty("karaf.framework.factory"))) {
      findings.add("the gate is not the framework factory");
    }
    if (!"".equals(properties("org.ops4j.pax.url.mvn.cfg").getProperty("org.ops4j.pax.url.mvn.repositories"))) {
      findings.add("a remote Maven repository is configured");
    }
    if (!"127.0.0.1".equals(properties("org.apache.karaf.shell.cfg").getProperty("sshHost"))) {
      findings.add("the console listens beyond loopback");
    }
    for (String users : List.of("users.properties", "keys.properties")) {
      if (!properties(users).isEmpty()) {
        findings.add(users + " holds an account");
      }
    }
    try (Stream<Path> files = Files.list(home.resolve("etc"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher unfilled = Pattern.compile("@[a-z.]+@").matcher(Files.readString(file));
        if (unfilled.find()) {
          findings.add(file.getFileName() + " holds an unfilled value " + unfilled.group());
        }
      }
    }
  }

  private Properties properties(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(home.resolve("etc").resolve(name))) {
      properties.load(in);
    }
    return properties;
  }
}
