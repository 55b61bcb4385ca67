package io.sallyport.vault.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Builds small bundles. */
public final class TestJar {
  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

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

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
