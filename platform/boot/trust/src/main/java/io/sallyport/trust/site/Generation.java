package io.sallyport.trust.site;

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
  /** Reads a generation; checks its form, not its approvals. Whose signatures its delegations need, {@link SiteRepository#generation} knows. */
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
    return new Generation((int) metadata.version(), (int) base, metadata, PinnedMetadata.fromJson(custom.object("vendor")), custom.string("planSha256"), envelope);
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

  /** The bundle targets. */
  public List<TargetFile> bundles() {
    return targets().values().stream().filter(file -> PackageRef.isBundle(file.path())).toList();
  }

  /** The keyids that signed, verified or not. */
  public Set<String> signedBy() {
    return envelope.signatures().stream().map(Signature::keyid).collect(Collectors.toUnmodifiableSet());
  }
}
