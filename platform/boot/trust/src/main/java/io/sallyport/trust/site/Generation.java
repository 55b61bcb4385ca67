package io.sallyport.trust.site;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signature;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TargetsMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A version of the site's targets: the complete list of packages that are to run.
 *
 * @param number the version of the targets file, 1 or more
 * @param base the generation the plan started from; 0 = none
 * @param metadata the targets metadata
 * @param vendor the vendor metadata it was approved against
 * @param planSha256 digest of the plan the approvers saw
 * @param envelope the signed bytes' content
 */
public record Generation(int number, int base, TargetsMetadata metadata, PinnedMetadata vendor, String planSha256, Envelope envelope) {
  /** Name of the signed field with the persons who imported what a generation brings in. */
  public static final String IMPORTER_PERSONS = "importerPersons";

  /** The site root in force when it was planned: its version, and the digest of what is signed in it. */
  public record PlannedUnder(long version, String sha256) {
    /** As {@code custom.siteRoot}. */
    public static JsonObject toJson(SiteRoot root) {
      return JsonObject.builder().put("version", root.version()).put("sha256", root.sha256()).build();
    }
  }

  /**
   * Reads a generation; checks its form, not its approvals. Whose signatures its delegations need, {@link SiteRepository#generation} knows.
   *
   * @throws RefusedException SP-TRUST-0090 or 0091 if its traffic is malformed, or it has two versions of a package and no traffic that says
   *     what the second is for: nothing of such a generation is admitted
   */
  public static Generation of(Envelope envelope) {
    return of(envelope, SignaturePolicy.CLASSICAL);
  }

  static Generation of(Envelope envelope, SignaturePolicy policy) {
    TargetsMetadata metadata = TargetsMetadata.parse(envelope.signed(), policy);
    JsonObject custom = envelope.signed().object("custom");
    long base = custom.integer("baseGeneration");
    if (metadata.version() > Integer.MAX_VALUE || base < 0 || base >= metadata.version()) {
      throw new RefusedException(new Refusal("SP-TRUST-0051", "generation " + metadata.version() + " cannot be based on " + base, envelope.signed().where(), "plan a new generation"));
    }
    Generation generation = new Generation((int) metadata.version(), (int) base, metadata, PinnedMetadata.fromJson(custom.object("vendor")), custom.string("planSha256"), envelope);
    TrafficEntry.require(generation.traffic(), generation.versions(), envelope.signed().where());
    return generation;
  }

  /** The site root it was planned under; empty in a generation that names none: the first. */
  public Optional<PlannedUnder> siteRoot() {
    return envelope.signed().object("custom").optionalObject("siteRoot").map(root -> new PlannedUnder(root.integer("version"), root.string("sha256")));
  }

  /** The versions of which it has any file, with a descriptor or without. */
  private Set<PackageRef> versions() {
    return targets().keySet().stream().flatMap(path -> PackageRef.ofTarget(path).stream()).collect(Collectors.toSet());
  }

  /** Its candidates and their parts in live traffic, by name. */
  public List<TrafficEntry> traffic() {
    return TrafficEntry.of(envelope.signed().object("custom"));
  }

  /** User ids of those who imported what it brings in; their signatures are no approvals of it. */
  public List<String> importers() {
    JsonObject custom = envelope.signed().object("custom");
    return custom.has("importers") ? custom.strings("importers") : List.of();
  }

  /** Ids of the persons behind those accounts when it was planned, and of all their accounts; none if it was planned before ADR 0047. */
  public List<String> importerPersons() {
    JsonObject custom = envelope.signed().object("custom");
    return custom.has(IMPORTER_PERSONS) ? custom.strings(IMPORTER_PERSONS) : List.of();
  }

  /** Whether that approver imported what it brings in, by this or another account. */
  public boolean isImporter(SiteRoot.Approver approver) {
    return importers().contains(approver.user()) || importerPersons().contains(approver.user()) || importerPersons().contains(approver.person());
  }

  /** SHA-256 of what is signed. */
  public String sha256() {
    return Digests.sha256(envelope.canonicalBytes());
  }

  /** The targets by path. */
  public Map<String, TargetFile> targets() {
    return metadata.targets();
  }

  /** The packages with the digests of their descriptors. */
  public Map<PackageRef, String> packages() {
    Map<PackageRef, String> packages = new TreeMap<>();
    targets().values().stream().filter(file -> PackageRef.isDescriptor(file.path())).forEach(file -> packages.put(PackageRef.ofTarget(file.path()).orElseThrow(), file.sha256()));
    return packages;
  }

  /** Everything that must be in the vault for it to run: its files by target path, and the vendor metadata that it was approved against, by digest. */
  public Map<String, String> content() {
    Map<String, String> content = new TreeMap<>();
    targets().forEach((path, file) -> content.put(path, file.sha256()));
    vendor.files().forEach(pin -> content.put("vendor metadata " + pin.sha256(), pin.sha256()));
    return content;
  }

  /** The bundle targets. */
  public List<TargetFile> bundles() {
    return targets().values().stream().filter(file -> PackageRef.isBundle(file.path())).toList();
  }

  /** The keyids that signed, verified or not. */
  public Set<String> signedBy() {
    return envelope.signatures().stream().map(Signature::keyid).collect(Collectors.toUnmodifiableSet());
  }
}
