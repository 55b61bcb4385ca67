package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.zip.StrictZip;
import io.sallyport.vault.HeaderClauses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Manifest;

/**
 * What the policy looks at in a bundle.
 *
 * @param entries all entries; those of jars inside follow as {@code outer.jar!/inner}
 */
record BundleJar(Manifest manifest, List<Entry> entries) {
  static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int MAX_MANIFEST_BYTES = 4 << 20;
  /** As the gate has it. */
  private static final long MAX_BYTES = 64L << 20;

  /** One entry: its name, and what its first bytes say it is. */
  record Entry(String name, ContentType content) {}

  /**
   * Reads a bundle whole.
   *
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0011 if it is not a jar with a manifest that all readers read alike; SP-MEDIUM-0045, 0047, 0070,
   *     0071 larger than the gate holds in memory
   */
  static BundleJar open(Path file, String where) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refuse("SP-MEDIUM-0071", "a bundle of more than " + MAX_BYTES + " bytes, which the gate would not hold in memory", where,
            "ask the publisher to deliver large content as a payload part");
      }
      StrictZip zip = StrictZip.of(Files.readAllBytes(file));
      List<Entry> entries = new JarScan(where).scan(zip);
      return new BundleJar(manifest(zip, where), entries);
    } catch (IOException | IllegalArgumentException e) {
      throw refuse("SP-MEDIUM-0011", "a bundle that is not a jar that all readers read alike: " + e.getMessage(), where, "ask the publisher for an intact package", e);
    }
  }

  /** The symbolic name that a bundle was accepted with; empty if it cannot be read any more. */
  static Optional<String> symbolicName(Path file) {
    try {
      return new BundleJar(manifest(StrictZip.of(Files.readAllBytes(file)), file.toString()), List.of()).symbolicName();
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

  private static Manifest manifest(StrictZip zip, String where) throws IOException {
    StrictZip.Entry entry = zip.entry(MANIFEST).filter(found -> found.size() <= MAX_MANIFEST_BYTES)
        .orElseThrow(() -> refuse("SP-MEDIUM-0011", "a bundle without a usable manifest", where, "ask the publisher for an intact package"));
    return new Manifest(new ByteArrayInputStream(entry.bytes()));
  }
}
