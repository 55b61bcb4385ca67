package io.sallyport.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The same bundle as another version, to be run beside it. */
public final class NextVersion {
  private NextVersion() {}

  /** A copy in the folder whose headers {@code Bundle-Version} and {@code Sallyport-Package} say that version. */
  public static Path of(Path bundle, String version, Path folder) {
    Path copy = folder.resolve(bundle.getFileName().toString().replaceFirst("\\.jar$", "") + "-as-" + version + ".jar");
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Manifest manifest = new Manifest(jar.getManifest());
      Attributes headers = manifest.getMainAttributes();
      headers.putValue("Bundle-Version", version);
      OwnPackage.of(headers.getValue(OwnPackage.HEADER), version).ifPresent(own -> headers.putValue(OwnPackage.HEADER, own.name() + ";version=" + version));
      try (OutputStream file = Files.newOutputStream(copy); JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : Collections.list(jar.entries())) {
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = jar.getInputStream(entry)) {
              in.transferTo(out);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(bundle + " cannot be copied", e);
    }
    return copy;
  }
}
