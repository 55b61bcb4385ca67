package io.sallyport.vault.internal;

import io.sallyport.trust.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Symbolic names of the platform's bundles: of every jar that the inventory lists below {@code system/}. Read once; thread-safe. */
final class PlatformNames implements Supplier<Set<String>> {
  private final Path home;
  private volatile Set<String> names;

  PlatformNames(Path home) {
    this.home = home;
  }

  @Override
  public Set<String> get() {
    Set<String> known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Set<String> read() {
    try {
      Path inventory = home.resolve("trust/inventory.json");
      Set<String> found = new TreeSet<>();
      for (String path : Envelope.parse(Files.readAllBytes(inventory), inventory.toString()).signed().object("files").keys()) {
        if (path.endsWith(".jar")) {
          symbolicName(home.resolve(path)).ifPresent(found::add);
        }
      }
      return Set.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> symbolicName(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      String header = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
      return HeaderClauses.parse(header).stream().flatMap(clause -> clause.paths().stream()).findFirst();
    }
  }
}
