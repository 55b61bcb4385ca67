package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What the policy looks at in a bundle.
 *
 * @param entries names of all entries; those of jars inside follow as {@code outer.jar!/inner}
 */
record BundleJar(Manifest manifest, List<String> entries) {
  private static final int MOST_ENTRIES = 100_000;
  private static final int LARGEST_MANIFEST = 4 << 20;

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 if it is not a readable jar with a manifest */
  static BundleJar open(Path file, String where) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> entries = new ArrayList<>();
      for (ZipEntry entry : zip.stream().toList()) {
        add(entries, entry.getName(), where);
        if (entry.getName().endsWith(".jar")) {
          nested(zip, entry, entries, where);
        }
      }
      return new BundleJar(manifest(zip, where), entries);
    } catch (IOException | IllegalArgumentException e) {
      throw refuse("SP-MEDIUM-0011", "a bundle that is not a readable jar: " + e.getMessage(), where, "ask the publisher for an intact package", e);
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(name)).map(String::trim).filter(value -> !value.isEmpty());
  }

  private static Manifest manifest(ZipFile zip, String where) throws IOException {
    ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
    if (entry == null || entry.getSize() > LARGEST_MANIFEST) {
      throw refuse("SP-MEDIUM-0011", "a bundle without a usable manifest", where, "ask the publisher for an intact package");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new Manifest(in);
    }
  }

  private static void nested(ZipFile zip, ZipEntry jar, List<String> entries, String where) throws IOException {
    try (ZipInputStream in = new ZipInputStream(zip.getInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        add(entries, jar.getName() + "!/" + entry.getName(), where);
      }
    }
  }

  private static void add(List<String> entries, String name, String where) {
    if (entries.size() >= MOST_ENTRIES) {
      throw refuse("SP-MEDIUM-0011", "a bundle with more than " + MOST_ENTRIES + " entries", where, "split the package");
    }
    entries.add(name);
  }
}
