package io.sallyport.itests.house;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The repository: its modules, what they built, their sources.
 *
 * @param root the folder of the root pom
 */
public record House(Path root) {
  private static final Pattern PROFILES = Pattern.compile("<profiles>.*</profiles>", Pattern.DOTALL);
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** Found upwards from the working directory. */
  public static House find() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("pom.xml")) && Files.isDirectory(folder.resolve("platform/adr"))) {
        return new House(folder);
      }
    }
    throw new IllegalStateException("run this inside the repository");
  }

  /** Folders of all modules of the reactor, without those of profiles. */
  public List<String> modules() {
    List<String> modules = new ArrayList<>();
    Matcher module = MODULE.matcher(PROFILES.matcher(text(root.resolve("pom.xml"))).replaceAll(""));
    while (module.find()) {
      modules.add(module.group(1).strip());
    }
    return modules;
  }

  /** The built bundles of all modules that make bundles. @throws IllegalStateException if one is not built */
  public List<BuiltBundle> bundles() {
    List<BuiltBundle> bundles = new ArrayList<>();
    for (String module : modules()) {
      boolean model = module.startsWith("bundles/models/");
      if (model || Files.exists(root.resolve(module).resolve("bnd.bnd"))) {
        List<Path> jars = jars(root.resolve(module).resolve(model ? "target/packages" : "target"), model ? 2 : 1);
        if (jars.isEmpty()) {
          throw new IllegalStateException(module + " is not built: mvn install -pl " + module);
        }
        jars.forEach(jar -> bundles.add(BuiltBundle.read(module, jar)));
      }
    }
    return bundles;
  }

  /** Every package of ours that some bundle exports. */
  public static Set<String> exported(List<BuiltBundle> bundles) {
    Set<String> exported = new TreeSet<>();
    bundles.forEach(bundle -> bundle.exports().stream().filter(name -> name.startsWith("io.sallyport.")).forEach(exported::add));
    return exported;
  }

  /** Every package of ours that the framework exports from the trusted base below it. */
  public Set<String> frameworkPackages() {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(root.resolve("config/etc/custom.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set<String> packages = new TreeSet<>(Clause.names(properties.getProperty("org.osgi.framework.system.packages.extra")));
    packages.removeIf(name -> !name.startsWith("io.sallyport."));
    return packages;
  }

  /** Java sources of all modules, those of tests left out. */
  public List<Path> sources() {
    return files("src/main/java", ".java");
  }

  /** Files of that ending below that folder of each module. */
  public List<Path> files(String folder, String ending) {
    List<Path> files = new ArrayList<>();
    for (String module : modules()) {
      Path start = root.resolve(module).resolve(folder);
      if (Files.isDirectory(start)) {
        try (Stream<Path> tree = Files.walk(start)) {
          tree.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().forEach(files::add);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return files;
  }

  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Main artifacts only: no classifier. */
  private static List<Path> jars(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder, depth)) {
      return tree.filter(file -> file.getFileName().toString().matches(".*-\\d+\\.\\d+\\.\\d+\\.jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
