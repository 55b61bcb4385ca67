package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the built things lie in this checkout.
 *
 * @param root the top folder of the checkout
 */
public record Project(Path root) {
  /** The checkout that the system property {@code sallyport.root} names, or that the working directory lies in. */
  public static Project here() {
    String named = System.getProperty("sallyport.root");
    Path start = Path.of(named == null ? "" : named).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("karaf-assembly")) && Files.isDirectory(folder.resolve("signed-repo"))) {
        return new Project(folder);
      }
    }
    throw new IllegalStateException("not inside a Sallyport checkout: " + start);
  }

  /** The locked distribution. */
  public Path assembly() {
    return built("karaf-assembly/target/assembly");
  }

  /** A medium that {@code signed-repo/repository} built. */
  public Path medium(String name) {
    return built("signed-repo/repository/target/media/" + name);
  }

  /** The vendor's development keys. */
  public Path developmentKeys() {
    return built(".dev");
  }

  /** The only jar in the folder whose name begins so; sources and original jars aside. */
  public Path jar(String folder, String prefix) {
    try (Stream<Path> files = Files.list(built(folder))) {
      return files.filter(file -> isJar(file.getFileName().toString(), prefix)).sorted().findFirst()
          .orElseThrow(() -> missing(folder + "/" + prefix + "*.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJar(String name, String prefix) {
    return name.startsWith(prefix) && name.endsWith(".jar") && !name.endsWith("-sources.jar") && !name.endsWith("-tests.jar");
  }

  /** A file or folder of the checkout that must be there. */
  public Path built(String path) {
    Path found = root.resolve(path);
    if (!Files.exists(found)) {
      throw missing(path);
    }
    return found;
  }

  private static IllegalStateException missing(String path) {
    return new IllegalStateException(path + " is missing: build it first with mvn verify -DskipTests");
  }
}
