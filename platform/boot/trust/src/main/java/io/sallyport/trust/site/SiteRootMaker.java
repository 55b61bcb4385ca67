package io.sallyport.trust.site;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds what is to be signed as a site root (ADR 0002, site repository). Thread-safe. */
public final class SiteRootMaker {
  private static final int YEARS = 10;

  private final Clock clock;

  public SiteRootMaker(Clock clock) {
    this.clock = clock;
  }

  /**
   * The first root of a site.
   *
   * @param appliance key that signs snapshot, timestamp and running pointer
   */
  public JsonObject first(SiteCharter charter, PairedKey appliance) {
    return make(1, charter, appliance, Map.of());
  }

  /**
   * The root that follows: the same appliance, other people or another policy.
   *
   * @param kept generations of earlier roots that may still run, by number: digest of their signed bytes
   * @param appliance its key, which the root in force has; where the policy needs it, with an ML-DSA-87 half
   */
  public JsonObject next(SiteRoot current, SiteCharter charter, Map<Integer, String> kept, PairedKey appliance) {
    return make(current.version() + 1, charter, appliance, kept);
  }

  private JsonObject make(long version, SiteCharter charter, PairedKey appliance, Map<Integer, String> kept) {
    boolean postQuantum = charter.policy() != SignaturePolicy.CLASSICAL;
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> people = new LinkedHashMap<>();
    charter.members().forEach(member -> {
      keys.put(member.key().id(), member.key().classical().toJson());
      people.put(member.key().id(), member.person().toJson());
      member.key().postQuantum().filter(half -> postQuantum).ifPresent(half -> people.put(half.id(), member.person().toJson()));
    });
    JsonObject approvers = role(charter.approval().threshold(), List.copyOf(keys.keySet()));
    JsonObject machine = role(1, List.of(appliance.id()));
    keys.put(appliance.id(), appliance.classical().toJson());
    JsonObject custom = JsonObject.builder().put("site", charter.site()).put("approvers", people).put("separation", charter.approval().separation())
        .put("waiver", charter.waiver().map(ApprovalRule::toJson)).put("tck", charter.tck().map(SiteCharter::demand)).put("generations", kept.entrySet().stream()
            .map(generation -> JsonObject.builder().put("number", generation.getKey()).put("sha256", generation.getValue()).build()).toList()).build();
    JsonObject.Builder root = JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", version)
        .put("expires", clock.instant().atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant().truncatedTo(ChronoUnit.SECONDS).toString()).put("consistent_snapshot", true)
        .put("keys", keys).put("roles", Map.of("root", approvers, "targets", approvers, "snapshot", machine, "timestamp", machine)).put("custom", custom);
    return (postQuantum ? root.put(PostQuantum.FIELD, field(charter, appliance)) : root).build();
  }

  /** The ML-DSA-87 keys of the same people and the same machine, with the same thresholds. */
  private static JsonObject field(SiteCharter charter, PairedKey appliance) {
    Quorum approvers = PostQuantum.quorum(charter.members().stream().flatMap(member -> member.key().postQuantum().stream()).toList(), charter.approval().threshold());
    Quorum machine = PostQuantum.quorum(List.of(appliance.postQuantum().orElseThrow(() -> new RefusedException(new Refusal("SP-TRUST-0070", "the policy is " + charter.policy()
        + ", and the appliance's key has no ML-DSA-87 half", "the site's charter", "give the key as commission --key --policy prints it, or appliance:export-site --policy")))), 1);
    return new PostQuantum(charter.policy(), Map.of("root", approvers, "targets", approvers, "snapshot", machine, "timestamp", machine)).toJson();
  }

  private static JsonObject role(int threshold, List<String> keyids) {
    return JsonObject.builder().put("keyids", keyids).put("threshold", threshold).build();
  }
}
