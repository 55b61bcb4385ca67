package io.sallyport.tck.alone;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Unpacks the jars inside this jar into a directory of its own, runs the TCK from there, and deletes them. Uses no class but the JDK's. */
public final class Unpacked {
  private static final String LIBRARIES = "lib/";

  private Unpacked() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("sallyport-tck-all");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
    Path self = Path.of(Unpacked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    URLClassLoader loader = new URLClassLoader(unpack(self, directory).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader.loadClass("io.sallyport.tck.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static List<URL> unpack(Path self, Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (JarFile jar = new JarFile(self.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
          Path file = directory.resolve(Path.of(entry.getName()).getFileName());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
          }
          urls.add(file.toUri().toURL());
        }
      }
    }
    return urls;
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println(directory + " is left: " + e.getMessage());
    }
  }
}
