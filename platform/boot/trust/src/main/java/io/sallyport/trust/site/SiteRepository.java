package io.sallyport.trust.site;

import io.sallyport.trust.Delegation;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.VendorSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads DATA/site and decides what is admitted: only what an approved generation of the site <em>and</em> the vendor metadata it was
 * approved against agree on. Reads the disk on every call and holds no state, so what it says is what is there. Thread-safe.
 */
public final class SiteRepository {
  private static final int MAX_BYTES = 32 << 20;
  private static final Pattern GENERATION = Pattern.compile("([1-9][0-9]{0,8})\\.targets\\.json");
  private final Path site;
  private final DirectoryFetcher metadata;
  private final Function<String, byte[]> blobs;
  private final byte[] vendorRoot;
  private final Supplier<Optional<SiteAnchor>> anchor;

  /**
   * @param site DATA/site
   * @param blobs vault content by SHA-256, null if absent
   * @param vendorRoot bytes of HOME/trust/vendor-root.json
   */
  public SiteRepository(Path site, Function<String, byte[]> blobs, byte[] vendorRoot) {
    this(site, blobs, vendorRoot, Optional::empty);
  }

  private SiteRepository(Path site, Function<String, byte[]> blobs, byte[] vendorRoot, Supplier<Optional<SiteAnchor>> anchor) {
    this.anchor = anchor;
    this.site = site;
    this.metadata = new DirectoryFetcher(site.resolve("metadata"));
    this.blobs = blobs;
    this.vendorRoot = vendorRoot.clone();
  }

  /** The repository of an appliance's DATA directory, with the vault in {@code DATA/vault/sha256}; no anchor is looked for. */
  public static SiteRepository of(Path data, byte[] vendorRoot) {
    return of(data, vendorRoot, Optional::empty);
  }

  /**
   * The repository of an installed appliance: vendor root and anchor are HOME's, site and vault DATA's. Whenever the site's roots are asked
   * for, they must be those that HOME is anchored to, if it is.
   *
   * @throws UncheckedIOException if HOME has no vendor root
   */
  public static SiteRepository installed(Path home, Path data) {
    try {
      return of(data, Files.readAllBytes(home.resolve("trust/vendor-root.json")), () -> SiteAnchor.read(home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SiteRepository of(Path data, byte[] vendorRoot, Supplier<Optional<SiteAnchor>> anchor) {
    DirectoryFetcher vault = new DirectoryFetcher(data.resolve("vault/sha256"));
    return new SiteRepository(data.resolve("site"), sha256 -> vault.fetch(sha256.substring(0, 2) + "/" + sha256, MAX_BYTES).orElse(null), vendorRoot, anchor);
  }

  /** Whether the site has been commissioned: there is a first root. */
  public boolean commissioned() {
    return metadata.file("1.root.json").isPresent();
  }

  /** The site root in force: the end of the chain. */
  public SiteRoot root() {
    return roots().inForce();
  }

  /**
   * The chain of site roots from version 1 on, each version signed as it demands and as its predecessor does.
   *
   * @throws RefusedException SP-GATE-0020 or 0021 if they are not those that the distribution is anchored to
   */
  public SiteRoots roots() {
    SiteRoots roots = SiteRoots.read(version -> read(version, "root"));
    anchor.get().ifPresent(names -> names.require(roots, site.resolve("metadata").toString()));
    return roots;
  }

  /**
   * An approved generation.
   *
   * @throws RefusedException SP-TRUST-0011, 0050, 0051, 0071 or 0072 if it is missing or not approved
   */
  public Generation generation(int number) {
    return generation(roots(), number);
  }

  /** The highest generation number for which there is a file; 0 if none. */
  public int highestGeneration() {
    try (Stream<Path> files = Files.list(site.resolve("metadata"))) {
      return files.map(file -> GENERATION.matcher(file.getFileName().toString())).filter(Matcher::matches).mapToInt(name -> Integer.parseInt(name.group(1))).max().orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A signed rollback, by somebody who is still an approver; it must name the generation it leaves and the exact targets of the one that
   * ran when that was planned.
   *
   * @throws RefusedException SP-TRUST-0011, 0053
   */
  public Rollback rollback(int version) {
    String where = "site/metadata/" + version + ".rollback.json";
    return rollback(version, Envelope.parse(require(version + ".rollback.json"), where), where);
  }

  /** As {@link #rollback(int)}, of one that is not among the metadata yet. */
  public Rollback rollback(long version, Envelope envelope, String where) {
    SiteRoots roots = roots();
    Rollback rollback = Rollback.of(envelope, roots.inForce().root().policy());
    Generation from = generation(roots, rollback.from());
    Role role = from.metadata().delegations().stream().map(Delegation::role).filter(r -> r.name().equals("rollback")).findFirst()
        .orElseThrow(() -> refuse("SP-TRUST-0053", "generation " + rollback.from() + " allows no rollback", where, "plan a new generation instead"));
    roots.inForce().stillApproving(role).requireThreshold(rollback.envelope(), where);
    rollback.require(version, from, number -> generation(roots, number), where);
    return rollback;
  }

  /** The targets of a generation that the vendor's pinned metadata agrees with on path, length and SHA-256. */
  public Map<String, TargetFile> admitted(int number) {
    Generation generation = generation(number);
    Map<String, TargetFile> vendor = VendorSet.evaluate(blobs, generation.vendor(), vendorRoot);
    Map<String, TargetFile> agreed = new LinkedHashMap<>();
    generation.targets().forEach((path, file) -> {
      if (vendor.containsKey(path) && file.agreesWith(vendor.get(path))) {
        agreed.put(path, file);
      }
    });
    return agreed;
  }

  /** SHA-256 of the bundles that a generation admits. */
  public Set<String> admittedDigests(int number) {
    return admitted(number).values().stream().filter(file -> PackageRef.isBundle(file.path())).map(TargetFile::sha256).collect(Collectors.toUnmodifiableSet());
  }

  /** The running pointer, verified by the appliance key; {@link RunningPointer#NONE} if there is none. */
  public RunningPointer running() {
    return RunningPointer.read(site, root()).orElse(RunningPointer.NONE);
  }

  private Generation generation(SiteRoots roots, int number) {
    String where = "site/metadata/" + number + ".targets.json";
    Envelope envelope = Envelope.parse(read(number, "targets").orElseThrow(() -> refuse("SP-TRUST-0051", "there is no generation " + number, where, "see generation:list")), where);
    Generation generation = Generation.of(envelope, roots.inForce().root().policy());
    roots.requireApproval(generation, where);
    if (generation.number() != number) {
      throw refuse("SP-TRUST-0051", "the file is generation " + generation.number() + ", expected " + number, where, "restore it from a backup");
    }
    return generation;
  }

  private Optional<byte[]> read(long version, String role) {
    return metadata.fetch(version + "." + role + ".json", MAX_BYTES);
  }

  private byte[] require(String name) {
    return metadata.fetch(name, MAX_BYTES).orElseThrow(() -> refuse("SP-TRUST-0022", "the metadata file is missing", "site/metadata/" + name, "commission the site, or restore it from a backup"));
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
