package io.sallyport.vault.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds small bundles. */
public final class TestJar {
  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, Long> zeros = new LinkedHashMap<>();

  /** A bundle that keeps to the policy for a package. */
  public TestJar(String name, String version) {
    header("Manifest-Version", "1.0").header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", "test." + name).header("Bundle-Version", version)
        .header("Sallyport-Package", name + ";version=" + version);
  }

  /** A model bundle. */
  public static TestJar model(String name, String version) {
    return new TestJar(name, version).header("Sallyport-Model", "model.json").entry("model.json", "{}".getBytes());
  }

  public TestJar header(String key, String value) {
    manifest.getMainAttributes().putValue(key, value);
    return this;
  }

  public TestJar without(String key) {
    manifest.getMainAttributes().remove(new java.util.jar.Attributes.Name(key));
    return this;
  }

  public TestJar entry(String path, byte[] bytes) {
    entries.put(path, bytes);
    return this;
  }

  /** An entry of so many zero bytes. */
  public TestJar zeros(String path, long length) {
    zeros.put(path, length);
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      manifest.write(head);
      put(jar, "META-INF/MANIFEST.MF", head.toByteArray());
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(jar, entry.getKey(), entry.getValue());
      }
      for (Map.Entry<String, Long> entry : zeros.entrySet()) {
        jar.setLevel(Deflater.BEST_SPEED);
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        byte[] chunk = new byte[1 << 20];
        for (long left = entry.getValue(); left > 0; left -= chunk.length) {
          jar.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** With a fixed time, so that the same content gives the same bytes. */
  private static void put(ZipOutputStream jar, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}
