package io.sallyport.compatibility;

import static io.sallyport.compatibility.Refusals.refuse;

import io.sallyport.vault.HeaderClauses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A bundle's headers and class files, those of the jars on its class path included.
 *
 * @param headers main attributes by name
 * @param classes class files by where they lie, such as {@code inner.jar!/a/B.class}
 */
record JarContent(Map<String, String> headers, Map<String, byte[]> classes) {
  /** An import at the site has bounded what a bundle may unpack to; this bounds one class file. */
  private static final int LARGEST_CLASS = 16 << 20;

  /** @throws io.sallyport.trust.RefusedException SP-COMPAT-0011 if it is no readable jar with a manifest */
  static JarContent read(Path jar, String where) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Map<String, String> headers = headers(file.getManifest(), where);
      Map<String, byte[]> classes = new LinkedHashMap<>();
      Set<String> inner = new HashSet<>();
      HeaderClauses.parse(headers.get("Bundle-ClassPath")).forEach(clause -> inner.addAll(clause.paths()));
      List<ZipEntry> entries = new ArrayList<>(file.stream().filter(entry -> !entry.isDirectory()).toList());
      for (ZipEntry entry : entries) {
        if (isClass(entry.getName()) || inner.contains(entry.getName())) {
          try (InputStream in = file.getInputStream(entry)) {
            if (isClass(entry.getName())) {
              classes.put(entry.getName(), bytes(in));
            } else {
              inner(entry.getName(), in, classes);
            }
          }
        }
      }
      return new JarContent(headers, classes);
    } catch (IOException | IllegalArgumentException e) {
      throw refuse("SP-COMPAT-0011", "it is no readable bundle: " + e.getMessage(), where, "use an intact copy", e);
    }
  }

  /** The headers alone. */
  static Map<String, String> headers(Path jar, String where) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.getManifest() == null ? Map.of() : headers(file.getManifest(), where);
    } catch (IOException e) {
      throw refuse("SP-COMPAT-0011", "it is no readable bundle: " + e.getMessage(), where, "use an intact copy", e);
    }
  }

  /** Has each class file read; one that cannot be is refused. */
  void forEachClass(String where, Consumer<byte[]> reader) {
    classes.forEach((name, bytes) -> {
      try {
        reader.accept(bytes);
      } catch (RuntimeException e) {
        throw refuse("SP-COMPAT-0011", "a class file that cannot be read: " + e, where + "!/" + name, "use an intact copy, or have it compiled for Java 17", e);
      }
    });
  }

  private static Map<String, String> headers(Manifest manifest, String where) {
    if (manifest == null) {
      throw refuse("SP-COMPAT-0011", "it is no bundle: it has no manifest", where, "use an intact copy");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
    return headers;
  }

  private static void inner(String jar, InputStream in, Map<String, byte[]> classes) throws IOException {
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(in.readAllBytes()));
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (isClass(entry.getName())) {
        classes.put(jar + "!/" + entry.getName(), bytes(zip));
      }
    }
  }

  private static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_CLASS + 1);
    if (bytes.length > LARGEST_CLASS) {
      throw new IOException("a class file of more than " + LARGEST_CLASS + " bytes");
    }
    return bytes;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
  }
}
