package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The vendor's signed list of every file of HOME but itself and the site's anchor (ADR 0002, {@code trust/inventory.json}). Expiry is not enforced: it never stops a
 * running site. Immutable.
 *
 * @param signed everything that is signed
 * @param release the product release
 * @param files the files by path relative to HOME
 */
public record Inventory(JsonObject signed, long version, String release, Map<String, TargetFile> files) {
  /** Path of the inventory itself, which it does not cover. */
  public static final String PATH = "trust/inventory.json";
  /** Path of the vendor root that a distribution ships. */
  public static final String VENDOR_ROOT = "trust/vendor-root.json";
  /** Path of what the site's owner puts there, and the vendor therefore cannot list (ADR 0016). */
  public static final String SITE_ANCHOR = "trust/site-root.sha256";

  /** How a file differs; {@code OPEN}: everyone may write it. */
  public enum Kind { MISSING, EXTRA, CHANGED, OPEN }

  /** One difference between inventory and HOME; {@code path} is relative to HOME. */
  public record Mismatch(Kind kind, String path) {}

  public Inventory {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Reads an inventory and verifies it by the threshold of the root's {@code targets} role.
   *
   * @throws RefusedException SP-TRUST-0011 if too few keys signed, SP-TRUST-0020 if it is malformed
   */
  public static Inventory parse(byte[] bytes, RootMetadata vendorRoot) {
    Envelope envelope = Envelope.parse(bytes, PATH);
    vendorRoot.role("targets").requireThreshold(envelope, PATH);
    return of(envelope.signed());
  }

  /** As {@link #parse(byte[], RootMetadata)} with the bytes of a self-signed root. */
  public static Inventory parse(byte[] bytes, byte[] vendorRoot) {
    return parse(bytes, RootMetadata.selfSigned(vendorRoot, VENDOR_ROOT));
  }

  /** Reads HOME's {@link #PATH} under its {@link #VENDOR_ROOT}. */
  public static Inventory read(Path home) {
    return read(home, vendorRoot(home));
  }

  /** Reads HOME's {@link #PATH}. */
  public static Inventory read(Path home, RootMetadata vendorRoot) {
    return parse(read(home, PATH), vendorRoot);
  }

  /**
   * Reads the vendor root that HOME ships.
   *
   * @throws RefusedException SP-TRUST-0011, 0020 or 0083 if it is not a self-signed root, SP-TRUST-0022 if it is missing
   */
  public static RootMetadata vendorRoot(Path home) {
    return RootMetadata.selfSigned(read(home, VENDOR_ROOT), VENDOR_ROOT);
  }

  /** Describes a HOME, still unsigned. */
  public static Inventory create(Path home, long version, String release, Instant expires) {
    Map<String, JsonObject> files = new LinkedHashMap<>();
    for (String path : HomeTree.scan(home, Optional.empty()).files()) {
      Path file = home.resolve(path);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw Refusals.refuse("SP-TRUST-0030", "a link or special file cannot be in an inventory", path, "replace it by a plain file");
      }
      files.put(path, fingerprint(path, file).toJson());
    }
    return of(JsonObject.builder().put("_type", "inventory").put("spec_version", "1.0.34").put("version", version).put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("product", "sallyport").put("release", release).put("files", files).build());
  }

  /**
   * Compares HOME with this list; empty if they agree. Links and special files count as changed or extra, wherever they lie.
   *
   * @param data the data directory, which may lie inside HOME and is not looked at
   */
  public List<Mismatch> check(Path home, Optional<Path> data) {
    Map<String, Mismatch> found = new TreeMap<>();
    HomeTree tree = HomeTree.scan(home, data);
    tree.open().forEach(path -> found.put(path, new Mismatch(Kind.OPEN, path)));
    tree.files().stream().filter(path -> !files.containsKey(path)).forEach(path -> found.put(path, new Mismatch(Kind.EXTRA, path)));
    files.keySet().stream().filter(path -> !tree.files().contains(path)).forEach(path -> found.put(path, new Mismatch(Kind.MISSING, path)));
    files.values().parallelStream().filter(file -> tree.files().contains(file.path()) && !same(file, home.resolve(file.path()))).collect(Collectors.toList())
        .forEach(file -> found.put(file.path(), new Mismatch(Kind.CHANGED, file.path())));
    return new ArrayList<>(found.values());
  }

  /** SHA-256 of every jar in the list: what the gate admits as platform. */
  public Set<String> jarDigests() {
    return files.values().stream().filter(file -> file.path().endsWith(".jar")).map(TargetFile::sha256).collect(Collectors.toUnmodifiableSet());
  }

  private static Inventory of(JsonObject signed) {
    MetadataHeader header = MetadataHeader.of(signed, "inventory");
    if (!signed.string("product").equals("sallyport")) {
      throw MetadataHeader.malformed(signed, "the inventory is of another product");
    }
    return new Inventory(signed, header.version(), signed.string("release"), TargetsMetadata.files(signed.object("files")));
  }

  private static boolean same(TargetFile expected, Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == expected.length() && Digests.sha256(file).equals(expected.sha256());
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static TargetFile fingerprint(String path, Path file) {
    try {
      return new TargetFile(path, Files.size(file), Digests.sha256(file), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path home, String path) {
    return new DirectoryFetcher(home).fetch(path, Limits.DEFAULT.maxBytes())
        .orElseThrow(() -> Refusals.refuse("SP-TRUST-0022", "the file is missing", home.resolve(path).toString(), "install the appliance again"));
  }
}
