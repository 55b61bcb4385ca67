package io.sallyport.vault.internal;

import io.sallyport.trust.Envelope;
import io.sallyport.vault.HeaderClauses;
import io.sallyport.vault.PlatformSurface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Reads from the jars of a distribution what belongs to the platform; once. Thread-safe. */
public final class PlatformJars implements Supplier<PlatformSurface> {
  private final Path home;
  private volatile PlatformSurface surface;

  PlatformJars(Path home) {
    this.home = home;
  }

  @Override
  public PlatformSurface get() {
    PlatformSurface known = surface;
    if (known == null) {
      known = read(home);
      surface = known;
    }
    return known;
  }

  /** See {@link PlatformSurface#ofHome}. */
  public static PlatformSurface read(Path home) {
    try {
      Path inventory = home.resolve("trust/inventory.json");
      Set<String> symbolic = new TreeSet<>();
      Map<String, List<String>> exported = new TreeMap<>();
      for (String path : Envelope.parse(Files.readAllBytes(inventory), inventory.toString()).signed().object("files").keys()) {
        if (path.endsWith(".jar")) {
          read(home.resolve(path), symbolic, exported);
        }
      }
      return new PlatformSurface(symbolic, exported);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Path jar, Set<String> symbolic, Map<String, List<String>> exported) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      if (manifest != null) {
        HeaderClauses.parse(manifest.getMainAttributes().getValue("Bundle-SymbolicName")).stream().flatMap(clause -> clause.paths().stream()).findFirst().ifPresent(symbolic::add);
        for (HeaderClauses.Clause clause : HeaderClauses.parse(manifest.getMainAttributes().getValue("Export-Package"))) {
          String version = clause.parameters().getOrDefault("version", "0.0.0");
          clause.paths().forEach(name -> exported.computeIfAbsent(name, unknown -> new ArrayList<>()).add(version));
        }
      }
    }
  }
}
