package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Text;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.BundleCheck;
import io.sallyport.vault.BundleCheck.Point;
import io.sallyport.vault.HeaderClauses;
import io.sallyport.vault.PlatformSurface;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a package's bundle may hold (DESIGN section 4, policy at import), so that no install can make the framework replace, refresh or
 * extend anything that runs. Thread-safe.
 */
public final class PackagePolicy {
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|so\\.[0-9.]+)");
  private static final Pattern CODE = Pattern.compile(".*\\.(class|jar|war|zip|sh|bash|bsh|py|pyc|js|groovy|rb|pl|lua|ps1|bat|cmd|exe|pkl|pickle)");
  /** In any folder: those of a class path, of a newer version of Java (META-INF/versions), of an inner jar. */
  private static final Pattern ENGINE = Pattern.compile("(.*/)?(ai/djl|ai/onnxruntime|org/tensorflow|org/pytorch)/.*");
  private static final List<String> FORBIDDEN_HEADERS = List.of("Fragment-Host", "ExtensionBundle-Activator", "Bundle-NativeCode",
      "Bundle-UpdateLocation", "Karaf-Activator", "Launcher-Agent-Class", "Premain-Class", "Agent-Class", "DynamicImport-Package",
      "Require-Bundle");
  private static final List<String> CODE_HEADERS = List.of("Bundle-Activator", "Import-Package", "Service-Component", "Bundle-ClassPath",
      "Bundle-Blueprint", "Karaf-Commands", "Export-Package");

  /** Interfaces of the platform that are none of a package's business; of ours, only the plugin API is. */
  private static final List<String> INNER = List.of("io.sallyport.", "org.apache.karaf.", "org.apache.felix.", "org.apache.sshd.");
  private static final String API = "io.sallyport.api.";

  private final Supplier<PlatformSurface> platform;

  public PackagePolicy(Supplier<PlatformSurface> platform) {
    this.platform = platform;
  }

  /** A bundle and what the package's descriptor says. */
  private record Subject(BundleJar jar, String name, String version, PackageKind kind, String where) {}

  /**
   * @param where names package and part in refusals
   * @return the bundle's symbolic name
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 to 0015, 0045, 0047
   */
  String check(String name, String version, PackageKind kind, Path bundle, String where) {
    Subject subject = new Subject(BundleJar.open(bundle, where), name, version, kind, where);
    for (Point point : Point.values()) {
      check(point, subject);
    }
    return subject.jar.symbolicName().orElseThrow();
  }

  /** The same, point by point. See {@link BundleCheck#of}. */
  public BundleCheck findings(String name, String version, PackageKind kind, Path bundle, String where) {
    Map<Point, Refusal> findings = new EnumMap<>(Point.class);
    try {
      Subject subject = new Subject(BundleJar.open(bundle, where), name, version, kind, where);
      for (Point point : Point.values()) {
        try {
          check(point, subject);
        } catch (RefusedException e) {
          findings.put(point, e.refusal());
        }
      }
      return new BundleCheck(subject.jar.symbolicName(), findings);
    } catch (RefusedException e) {
      findings.put(Point.JAR, e.refusal());
      return new BundleCheck(Optional.empty(), findings);
    }
  }

  /** {@link Point#JAR} was checked when the jar was opened. */
  private void check(Point point, Subject subject) {
    BundleJar jar = subject.jar;
    String where = subject.where;
    switch (point) {
      case JAR -> {}
      case SYMBOLIC_NAME -> symbolicName(jar, where);
      case PACKAGE_HEADER -> header(jar, subject.name, subject.version, where);
      case HEADERS -> headers(jar, where);
      case EXPORTS -> exports(jar, where);
      case IMPORTS -> imports(jar, where);
      case CONTENT -> content(jar, where);
      case MODEL -> {
        if (subject.kind == PackageKind.MODEL) {
          noCode(jar, where);
        }
      }
    }
  }

  private void symbolicName(BundleJar jar, String where) {
    List<HeaderClauses.Clause> clauses = HeaderClauses.parse(jar.header("Bundle-SymbolicName").orElse(""));
    if (clauses.size() != 1 || clauses.get(0).paths().size() != 1 || !jar.header("Bundle-ManifestVersion").orElse("").equals("2")) {
      throw broken("a bundle without a symbolic name, or of manifest version 1", where);
    }
    if (clauses.get(0).parameters().getOrDefault("singleton:", "false").equals("true")) {
      throw broken("a singleton bundle: two versions of it cannot run side by side", where);
    }
    String name = clauses.get(0).paths().get(0);
    if (platform.get().owns(name)) {
      throw refuse("SP-MEDIUM-0013", "the symbolic name " + name + " belongs to the platform", where, "ask the publisher to embed or leave out that library");
    }
  }

  private static void headers(BundleJar jar, String where) {
    for (String header : FORBIDDEN_HEADERS) {
      if (jar.header(header).isPresent()) {
        throw broken("a bundle with the header " + header, where);
      }
    }
    jar.headers().forEach((header, value) -> {
      if (!Text.line(value).equals(value)) {
        throw broken("a bundle whose header " + header + " holds characters that a terminal would obey", where); // Karaf's own commands print headers as they are
      }
    });
  }

  /** The header may leave the version out: then it is the bundle's. */
  private static void header(BundleJar jar, String name, String version, String where) {
    List<HeaderClauses.Clause> clauses = HeaderClauses.parse(jar.header("Sallyport-Package").orElse(""));
    String bundleVersion = jar.header("Bundle-Version").orElse("").trim();
    boolean agrees = clauses.size() == 1 && clauses.get(0).paths().equals(List.of(name))
        && version.equals(clauses.get(0).parameters().getOrDefault("version", bundleVersion));
    if (!agrees) {
      throw refuse("SP-MEDIUM-0012", "the bundle's header Sallyport-Package is \"" + jar.header("Sallyport-Package").orElse("") + "\" and its version "
          + bundleVersion + ", the descriptor says "
          + name + " " + version, where, "ask the publisher for a consistent package");
    }
  }

  /** At the next start, everything is resolved anew: whoever exports the higher version of a package would be wired to the platform. */
  private void exports(BundleJar jar, String where) {
    for (HeaderClauses.Clause clause : HeaderClauses.parse(jar.header("Export-Package").orElse(""))) {
      for (String exported : clause.paths()) {
        if (platform.get().exclusive(exported)) {
          throw broken("a bundle that exports the platform's package " + exported, where);
        }
      }
    }
    for (HeaderClauses.Clause clause : HeaderClauses.parse(jar.header("Provide-Capability").orElse(""))) {
      for (String namespace : clause.paths()) {
        boolean platforms = namespace.startsWith("osgi.") && !namespace.equals("osgi.service")
            || namespace.startsWith("io.sallyport.") && !namespace.equals("io.sallyport.package");
        if (platforms) {
          throw broken("a bundle that provides the platform's capability " + namespace, where);
        }
      }
    }
  }

  /** Packages see the plugin API and nothing else of the platform. */
  private static void imports(BundleJar jar, String where) {
    for (HeaderClauses.Clause clause : HeaderClauses.parse(jar.header("Import-Package").orElse(""))) {
      for (String imported : clause.paths()) {
        if (INNER.stream().anyMatch((imported + ".")::startsWith) && !(imported + ".").startsWith(API)) {
          throw broken("a bundle that imports the inner package " + imported, where);
        }
      }
    }
    for (HeaderClauses.Clause clause : HeaderClauses.parse(jar.header("Bundle-ClassPath").orElse(""))) {
      for (String path : clause.paths()) {
        if (!path.equals(".") && !path.endsWith(".jar")) {
          throw broken("a class path entry whose name does not end in .jar, so that it is not looked into: " + path, where);
        }
      }
    }
  }

  private static void content(BundleJar jar, String where) {
    for (BundleJar.Entry file : jar.entries()) {
      String entry = file.name();
      if (NATIVE.matcher(entry.toLowerCase(Locale.ROOT)).matches() || file.content() == ContentType.NATIVE) {
        throw broken("native code: " + entry, where);
      }
      boolean otherSpelling = entry.equalsIgnoreCase(BundleJar.MANIFEST) && !entry.equals(BundleJar.MANIFEST);
      if (otherSpelling || entry.startsWith("META-INF/versions/") && entry.endsWith("/OSGI-INF/MANIFEST.MF")) {
        throw broken("a second manifest: " + entry, where);
      }
      if (ENGINE.matcher(entry).matches()) {
        throw broken("an embedded inference engine: " + entry, where);
      }
    }
  }

  private static void noCode(BundleJar jar, String where) {
    for (String header : CODE_HEADERS) {
      if (jar.header(header).isPresent()) {
        throw refuse("SP-MEDIUM-0015", "a model bundle with the header " + header, where, "a model package holds no code: ask the publisher");
      }
    }
    if (jar.header("Sallyport-Model").isEmpty()) {
      throw refuse("SP-MEDIUM-0015", "a model bundle without the header Sallyport-Model", where, "ask the publisher for a complete package");
    }
    for (BundleJar.Entry entry : jar.entries()) {
      boolean code = CODE.matcher(entry.name().toLowerCase(Locale.ROOT)).matches() || entry.name().startsWith("OSGI-INF/") || entry.content() != ContentType.OTHER;
      if (code) {
        throw refuse("SP-MEDIUM-0015", "a model bundle with code: " + entry.name(), where, "a model package holds no code: ask the publisher");
      }
    }
  }

  private static RuntimeException broken(String what, String where) {
    return refuse("SP-MEDIUM-0014", what, where, "ask the publisher for a package that keeps to the policy");
  }
}
