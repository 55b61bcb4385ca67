package io.sallyport.gate.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Bundles made in memory. */
final class Jars {
  private Jars() {}

  /** A bundle whose activator leaves the system property {@code gate.test.NAME} = its version when its code runs. */
  static byte[] active(String name, String version) {
    return jar("Bundle-ManifestVersion: 2\nBundle-SymbolicName: " + name + "\nBundle-Version: " + version + "\nBundle-Activator: " + Mark.class.getName()
        + "\nImport-Package: org.osgi.framework\n");
  }

  /** A framework extension with an activator, which Felix runs at install. */
  static byte[] extension(String name) {
    return jar("Bundle-ManifestVersion: 2\nBundle-SymbolicName: " + name + "\nBundle-Version: 1.0.0\nFragment-Host: system.bundle;extension:=framework\nExtensionBundle-Activator: "
        + Mark.class.getName() + "\n");
  }

  static byte[] fragment(String name, String host) {
    return jar("Bundle-ManifestVersion: 2\nBundle-SymbolicName: " + name + "\nBundle-Version: 1.0.0\nFragment-Host: " + host + "\n");
  }

  /** An active bundle whose activator lies in an inner jar, with a text beside it and one inside. */
  static byte[] withInner(String name, byte[] text) {
    byte[] inner = jar("", Map.of("in-the-inner-jar.txt", text), true);
    return jar("Bundle-ManifestVersion: 2\nBundle-SymbolicName: " + name + "\nBundle-Version: 1.0.0\nBundle-Activator: " + Mark.class.getName()
        + "\nBundle-ClassPath: .,lib/inner.jar\nImport-Package: org.osgi.framework\n", Map.of("lib/inner.jar", inner, "text/inner.txt", text), false);
  }

  private static byte[] jar(String headers) {
    return jar(headers, Map.of(), true);
  }

  private static byte[] jar(String headers, Map<String, byte[]> more, boolean withMark) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (JarOutputStream jar = new JarOutputStream(bytes)) {
        put(jar, "META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\n" + headers + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String mark = Mark.class.getName().replace('.', '/') + ".class";
        if (withMark) {
          try (InputStream in = Mark.class.getClassLoader().getResourceAsStream(mark)) {
            put(jar, mark, in.readAllBytes());
          }
        }
        for (Map.Entry<String, byte[]> entry : more.entrySet()) {
          put(jar, entry.getKey(), entry.getValue());
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(content);
  }
}
