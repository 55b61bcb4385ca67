package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final int CHUNK = 1 << 16;

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 if it is not a readable jar with a manifest */
  static BundleJar open(Path file, String where) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireOneReading(zip, file, where);
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

  /**
   * A jar has a directory at its end and headers before its entries. The framework reads by the former, the features service by the
   * latter: both must see the same entries, each once, or the one could be shown another bundle than the other runs.
   */
  private static void requireOneReading(ZipFile zip, Path file, String where) throws IOException {
    Set<String> listed = new HashSet<>();
    for (ZipEntry entry : zip.stream().toList()) {
      if (!listed.add(entry.getName())) {
        throw ambiguous(entry.getName(), where);
      }
    }
    try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!listed.remove(entry.getName()) || !same(in, zip, entry.getName())) {
          throw ambiguous(entry.getName(), where);
        }
      }
    }
    if (!listed.isEmpty()) {
      throw ambiguous(listed.iterator().next(), where);
    }
  }

  /** Bytes are compared, not checksums: those of a zip can be made to agree. */
  private static boolean same(InputStream streamed, ZipFile zip, String name) throws IOException {
    try (InputStream listed = zip.getInputStream(zip.getEntry(name))) {
      byte[] left = streamed.readNBytes(CHUNK);
      while (left.length > 0 && Arrays.equals(left, listed.readNBytes(left.length))) {
        left = streamed.readNBytes(CHUNK);
      }
      return left.length == 0 && listed.read() < 0;
    }
  }

  private static RuntimeException ambiguous(String entry, String where) {
    return refuse("SP-MEDIUM-0011", "a jar that reads differently from its start and from its end: " + entry, where, "ask the publisher for an intact package");
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
      return new Manifest(new ByteArrayInputStream(in.readNBytes(LARGEST_MANIFEST)));
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
