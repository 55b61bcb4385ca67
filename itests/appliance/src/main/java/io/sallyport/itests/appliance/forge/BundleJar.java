package io.sallyport.itests.appliance.forge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Builds or changes a bundle in memory. Not thread-safe. */
public final class BundleJar {
  private final Manifest manifest;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private BundleJar(Manifest manifest) {
    this.manifest = manifest;
  }

  /** An empty bundle. */
  public static BundleJar named(String symbolicName, String version) {
    BundleJar jar = new BundleJar(new Manifest());
    return jar.header("Manifest-Version", "1.0").header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", symbolicName).header("Bundle-Version", version);
  }

  /** A copy of an existing bundle. */
  public static BundleJar read(byte[] bytes) {
    try (JarInputStream in = new JarInputStream(new java.io.ByteArrayInputStream(bytes))) {
      BundleJar jar = new BundleJar(in.getManifest());
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (!entry.isDirectory()) {
          jar.entries.put(entry.getName(), in.readAllBytes());
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public BundleJar header(String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
    return this;
  }

  public String header(String name) {
    return manifest.getMainAttributes().getValue(name);
  }

  public BundleJar entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public byte[] entry(String name) {
    byte[] content = entries.get(name);
    if (content == null) {
      throw new IllegalStateException("no entry " + name + " in " + entries.keySet());
    }
    return content;
  }

  /** Adds classes of the harness itself. */
  public BundleJar classes(Class<?>... classes) {
    for (Class<?> type : classes) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
        entries.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
