package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.vault.HeaderClauses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What the policy looks at in a bundle.
 *
 * @param entries all entries; those of jars inside follow as {@code outer.jar!/inner}
 */
record BundleJar(Manifest manifest, List<Entry> entries) {
  static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int LARGEST_MANIFEST = 4 << 20;

  /** One entry: its name, and what its first bytes say it is. */
  record Entry(String name, ContentType content) {}

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 if it is not a readable jar with a manifest; SP-MEDIUM-0045, 0047 */
  static BundleJar open(Path file, String where) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<Entry> entries = new JarScan(where).scan(zip, file);
      return new BundleJar(manifest(zip, where), entries);
    } catch (IOException | IllegalArgumentException e) {
      throw refuse("SP-MEDIUM-0011", "a bundle that is not a readable jar: " + e.getMessage(), where, "ask the publisher for an intact package", e);
    }
  }

  /** The symbolic name that a bundle was accepted with; empty if it cannot be read any more. */
  static Optional<String> symbolicName(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new BundleJar(manifest(zip, file.toString()), List.of()).symbolicName();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(manifest.getMainAttributes().getValue(name)).map(String::trim).filter(value -> !value.isEmpty());
  }

  /** All main headers by name. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    manifest.getMainAttributes().forEach((name, value) -> headers.put(name.toString(), value.toString()));
    return headers;
  }

  /** The symbolic name without its directives. */
  Optional<String> symbolicName() {
    return HeaderClauses.parse(header("Bundle-SymbolicName").orElse("")).stream().flatMap(clause -> clause.paths().stream()).findFirst();
  }

  private static Manifest manifest(ZipFile zip, String where) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null || entry.getSize() > LARGEST_MANIFEST) {
      throw refuse("SP-MEDIUM-0011", "a bundle without a usable manifest", where, "ask the publisher for an intact package");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return new Manifest(new ByteArrayInputStream(in.readNBytes(LARGEST_MANIFEST)));
    }
  }
}
