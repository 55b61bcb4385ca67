package io.sallyport.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A bundle as it was built.
 *
 * @param module its folder from the root, such as {@code platform/audit}
 * @param file its file's name
 * @param headers the manifest's main attributes
 * @param entries names of the files in it
 */
public record BuiltBundle(String module, String file, Map<String, String> headers, List<String> entries) {
  /** Reads a jar; one without a manifest has no headers. */
  public static BuiltBundle read(String module, Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      Manifest manifest = file.getManifest();
      if (manifest != null) {
        manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
      }
      List<String> entries = file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      return new BuiltBundle(module, jar.getFileName().toString(), headers, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read: build it again", e);
    }
  }

  public boolean has(String header) {
    return headers.containsKey(header);
  }

  public List<String> imports() {
    return Clause.names(headers.get("Import-Package"));
  }

  public List<String> exports() {
    return Clause.names(headers.get("Export-Package"));
  }

  public boolean isIn(String folder) {
    return module.equals(folder) || module.startsWith(folder + "/");
  }

  @Override
  public String toString() {
    return module + " (" + file + ")";
  }
}
