package io.sallyport.trust.site;

import io.sallyport.trust.Delegation;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
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
   * @throws RefusedException SP-GATE-0020 or 0021 if they are not those that the distribution is anchored to, SP-TRUST-0120 if one is missing
   *     or damaged that was in force
   */
  public SiteRoots roots() {
    SiteRoots roots = SiteRoots.read(version -> read(version, "root"));
    anchor.get().ifPresent(names -> names.require(roots, site.resolve("metadata").toString()));
    known(roots).ifPresent(known -> require(known, roots));
    return roots;
  }

  /** As the running pointer says. One that cannot be read says nothing here: whoever asks what runs is refused. */
  private Optional<RunningPointer.KnownRoot> known(SiteRoots roots) {
    try {
      return RunningPointer.read(site, roots.inForce().root().role("timestamp")).flatMap(RunningPointer::root);
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static void require(RunningPointer.KnownRoot known, SiteRoots roots) {
    boolean there = known.version() >= 1 && known.version() <= roots.versions().size()
        && roots.versions().get((int) known.version() - 1).sha256().equals(known.sha256());
    if (!there) {
      throw refuse("SP-TRUST-0120", "site root " + known.version() + ", which was in force, is missing or damaged", where(known.version(), "root"),
          "put the signed root back, or restore site/metadata from a backup");
    }
  }

  /** What lies among the site's metadata and is no part of it; nothing is decided by it. */
  public List<Stray> strays() {
    return new SiteStrays(this, site.resolve("metadata")).list();
  }

  /**
   * An approved generation.
   *
   * @throws RefusedException SP-TRUST-0011, 0050, 0051, 0071 or 0072 if it is missing or not approved
   */
  public Generation generation(int number) {
    return generation(roots(), number);
  }

  /** The highest number of a generation that was approved once, under whichever site root; 0 if none. A file that merely has the name does not count. */
  public int highestGeneration() {
    SiteRoots roots = roots();
    return highest("targets", number -> requireSigned(roots, number));
  }

  /** The highest number of a rollback that was signed once by an approver; 0 if none. */
  public int highestRollback() {
    SiteRoots roots = roots();
    return highest("rollback", number -> requireSignedRollback(roots, number));
  }

  /** The version of the snapshot that the appliance published last, as the timestamp says, or else the highest that it has signed; 0 if none. */
  public long publishedSnapshot() {
    SiteRoots roots = roots();
    try {
      return requireApplianceSigned(roots, "timestamp.json", "timestamp").integer("version");
    } catch (RefusedException damaged) {
      return highest("snapshot", number -> requireSnapshot(roots, number));
    }
  }

  /** From the highest name down to the first that passes. */
  private int highest(String role, IntConsumer require) {
    for (int number : numbers(role)) {
      if (passes(() -> require.accept(number))) {
        return number;
      }
    }
    return 0;
  }

  private static boolean passes(Runnable check) {
    try {
      check.run();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** The numbers of a role's files, by name alone; descending. */
  private List<Integer> numbers(String role) {
    Pattern name = Pattern.compile("([1-9][0-9]{0,8})\\." + role + "\\.json");
    try (Stream<Path> files = Files.list(site.resolve("metadata"))) {
      return files.map(file -> name.matcher(file.getFileName().toString())).filter(Matcher::matches).map(match -> Integer.valueOf(match.group(1)))
          .sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws RuntimeException if the file is no generation of that number that was approved once */
  Generation requireSigned(SiteRoots roots, int number) {
    String where = where(number, "targets");
    Generation generation = Generation.of(Envelope.parse(require(number + ".targets.json"), where));
    roots.requireSignatures(generation, where);
    return requireNumber(generation, number, where);
  }

  /** @throws RuntimeException if the file is no generation of that number, signed or not */
  void requireForm(int number) {
    String where = where(number, "targets");
    requireNumber(Generation.of(Envelope.parse(require(number + ".targets.json"), where)), number, where);
  }

  /** @throws RuntimeException if the file is no rollback of that number that an approver signed once */
  void requireSignedRollback(SiteRoots roots, int version) {
    String where = where(version, "rollback");
    Rollback rollback = Rollback.of(Envelope.parse(require(version + ".rollback.json"), where), roots.inForce().root().policy());
    rollbackRole(requireSigned(roots, rollback.from()), where).requireThreshold(rollback.envelope(), where);
    if (rollback.metadata().version() != version) {
      throw refuse("SP-TRUST-0053", "the file is rollback " + rollback.metadata().version() + ", expected " + version, where, "make the rollback again");
    }
  }

  /** @throws RuntimeException if the file is no snapshot of that version that the appliance has signed */
  void requireSnapshot(SiteRoots roots, int version) {
    if (requireApplianceSigned(roots, version + ".snapshot.json", "snapshot").integer("version") != version) {
      throw refuse("SP-TRUST-0024", "the file has another version than its name", where(version, "snapshot"), "it is made anew");
    }
  }

  private JsonObject requireApplianceSigned(SiteRoots roots, String name, String type) {
    String where = "site/metadata/" + name;
    Envelope envelope = Envelope.parse(require(name), where);
    if (roots.versions().stream().noneMatch(root -> passes(() -> root.root().role(type).requireThreshold(envelope, where)))) {
      throw refuse("SP-TRUST-0011", "the appliance key has not signed it", where, "it is made anew");
    }
    if (!envelope.signed().string("_type").equals(type)) {
      throw refuse("SP-TRUST-0020", "the file is no " + type, where, "it is made anew");
    }
    return envelope.signed();
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
    roots.inForce().stillApproving(rollbackRole(from, where)).requireThreshold(rollback.envelope(), where);
    rollback.require(version, from, number -> generation(roots, number), where);
    return rollback;
  }

  private static Role rollbackRole(Generation from, String where) {
    return from.metadata().delegations().stream().map(Delegation::role).filter(role -> role.name().equals("rollback")).findFirst()
        .orElseThrow(() -> refuse("SP-TRUST-0053", "generation " + from.number() + " allows no rollback", where, "plan a new generation instead"));
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
    String where = where(number, "targets");
    Envelope envelope = Envelope.parse(read(number, "targets").orElseThrow(() -> refuse("SP-TRUST-0051", "there is no generation " + number, where, "see generation:list")), where);
    Generation generation = Generation.of(envelope, roots.inForce().root().policy());
    roots.requireApproval(generation, where);
    return requireNumber(generation, number, where);
  }

  private static Generation requireNumber(Generation generation, int number, String where) {
    if (generation.number() != number) {
      throw refuse("SP-TRUST-0051", "the file is generation " + generation.number() + ", expected " + number, where, "restore it from a backup");
    }
    return generation;
  }

  private static String where(long version, String role) {
    return "site/metadata/" + version + "." + role + ".json";
  }

  Optional<byte[]> read(long version, String role) {
    return metadata.fetch(version + "." + role + ".json", MAX_BYTES);
  }

  private byte[] require(String name) {
    return metadata.fetch(name, MAX_BYTES).orElseThrow(() -> refuse("SP-TRUST-0022", "the metadata file is missing", "site/metadata/" + name, "commission the site, or restore it from a backup"));
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
