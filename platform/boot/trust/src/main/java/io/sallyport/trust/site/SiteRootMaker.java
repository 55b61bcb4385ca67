package io.sallyport.trust.site;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TufKey;
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
  public JsonObject first(SiteCharter charter, TufKey appliance) {
    return make(1, charter, appliance, Map.of());
  }

  /**
   * The root that follows: the same appliance, other people.
   *
   * @param kept generations of earlier roots that may still run, by number: digest of their signed bytes
   */
  public JsonObject next(SiteRoot current, SiteCharter charter, Map<Integer, String> kept) {
    String keyid = current.root().role("timestamp").keyids().get(0);
    return make(current.version() + 1, charter, current.root().role("timestamp").keys().get(keyid), kept);
  }

  private JsonObject make(long version, SiteCharter charter, TufKey appliance, Map<Integer, String> kept) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> people = new LinkedHashMap<>();
    charter.members().forEach(member -> {
      keys.put(member.key().id(), member.key().toJson());
      people.put(member.key().id(), member.person().toJson());
    });
    JsonObject approvers = role(charter.approval().threshold(), List.copyOf(keys.keySet()));
    JsonObject machine = role(1, List.of(appliance.id()));
    keys.put(appliance.id(), appliance.toJson());
    JsonObject custom = JsonObject.builder().put("site", charter.site()).put("approvers", people).put("separation", charter.approval().separation())
        .put("waiver", charter.waiver().map(ApprovalRule::toJson)).put("tck", charter.tck().map(SiteCharter::demand)).put("generations", kept.entrySet().stream()
            .map(generation -> JsonObject.builder().put("number", generation.getKey()).put("sha256", generation.getValue()).build()).toList()).build();
    return JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", version)
        .put("expires", clock.instant().atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant().truncatedTo(ChronoUnit.SECONDS).toString()).put("consistent_snapshot", true)
        .put("keys", keys).put("roles", Map.of("root", approvers, "targets", approvers, "snapshot", machine, "timestamp", machine)).put("custom", custom).build();
  }

  private static JsonObject role(int threshold, List<String> keyids) {
    return JsonObject.builder().put("keyids", keyids).put("threshold", threshold).build();
  }
}
