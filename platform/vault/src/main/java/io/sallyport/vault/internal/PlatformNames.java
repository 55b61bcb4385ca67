package io.sallyport.vault.internal;

import io.sallyport.trust.Envelope;
import io.sallyport.vault.HeaderClauses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What belongs to the platform: symbolic names and exported packages of every jar in the inventory, and the packages of the framework
 * below them. Read once; thread-safe.
 */
final class PlatformNames implements Supplier<PlatformNames.Names> {
  /** Exported through {@code org.osgi.framework.system.packages.extra} or by the framework itself; no jar's manifest names them. */
  private static final List<String> SYSTEM = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "org.osgi.", "io.sallyport.");

  /** Symbolic names, and exported packages. */
  record Names(Set<String> symbolic, Set<String> exported) {
    /** Whether a package may be exported by the platform only. */
    boolean exports(String name) {
      return exported.contains(name) || SYSTEM.stream().anyMatch((name + ".")::startsWith);
    }
  }

  /** Where no distribution is at hand: what every platform has. */
  static final Names UNKNOWN = new Names(Set.of(), Set.of());

  private final Path home;
  private volatile Names names;

  PlatformNames(Path home) {
    this.home = home;
  }

  @Override
  public Names get() {
    Names known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Names read() {
    try {
      Path inventory = home.resolve("trust/inventory.json");
      Set<String> symbolic = new TreeSet<>();
      Set<String> exported = new TreeSet<>();
      for (String path : Envelope.parse(Files.readAllBytes(inventory), inventory.toString()).signed().object("files").keys()) {
        if (path.endsWith(".jar")) {
          read(home.resolve(path), symbolic, exported);
        }
      }
      return new Names(Set.copyOf(symbolic), Set.copyOf(exported));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path jar, Set<String> symbolic, Set<String> exported) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      if (manifest != null) {
        HeaderClauses.parse(manifest.getMainAttributes().getValue("Bundle-SymbolicName")).stream().flatMap(clause -> clause.paths().stream()).findFirst().ifPresent(symbolic::add);
        HeaderClauses.parse(manifest.getMainAttributes().getValue("Export-Package")).forEach(clause -> exported.addAll(clause.paths()));
      }
    }
  }
}
