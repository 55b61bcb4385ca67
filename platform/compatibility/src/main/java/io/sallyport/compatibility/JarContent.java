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
  /** A release comes from anywhere, and running out of memory would stop the appliance: bytes of class files in one jar at most. */
  private static final int MOST_BYTES = 128 << 20;
  private static final int LARGEST_MANIFEST = 1 << 20;

  /** @throws io.sallyport.trust.RefusedException SP-COMPAT-0011 if it is no readable jar with a manifest */
  static JarContent read(Path jar, String where) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Map<String, String> headers = headers(manifest(file), where);
      Map<String, byte[]> classes = new LinkedHashMap<>();
      int left = MOST_BYTES;
      Set<String> inner = new HashSet<>();
      HeaderClauses.parse(headers.get("Bundle-ClassPath")).forEach(clause -> inner.addAll(clause.paths()));
      List<ZipEntry> entries = new ArrayList<>(file.stream().filter(entry -> !entry.isDirectory()).toList());
      for (ZipEntry entry : entries) {
        if (isClass(entry.getName()) || inner.contains(entry.getName())) {
          try (InputStream in = file.getInputStream(entry)) {
            left = isClass(entry.getName()) ? put(entry.getName(), in, classes, left) : inner(entry.getName(), in, classes, left);
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
      Manifest manifest = manifest(file);
      return manifest == null ? Map.of() : headers(manifest, where);
    } catch (IOException | IllegalArgumentException e) {
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

  private static Manifest manifest(JarFile file) throws IOException {
    ZipEntry entry = file.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null) {
      return null;
    }
    try (InputStream in = file.getInputStream(entry)) {
      return new Manifest(new ByteArrayInputStream(bytes(in, LARGEST_MANIFEST, "its manifest is larger than " + LARGEST_MANIFEST + " bytes")));
    }
  }

  private static int inner(String jar, InputStream in, Map<String, byte[]> classes, int most) throws IOException {
    int left = most;
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (isClass(entry.getName())) {
        left = put(jar + "!/" + entry.getName(), zip, classes, left);
      }
    }
    return left;
  }

  /** @return how many bytes are left after it */
  private static int put(String name, InputStream in, Map<String, byte[]> classes, int left) throws IOException {
    byte[] bytes = bytes(in, left, "its class files unpack to more than " + MOST_BYTES + " bytes");
    classes.put(name, bytes);
    return left - bytes.length;
  }

  private static byte[] bytes(InputStream in, int most, String otherwise) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException(otherwise);
    }
    return bytes;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
  }
}
