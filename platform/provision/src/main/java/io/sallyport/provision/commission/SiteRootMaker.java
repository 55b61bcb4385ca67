package io.sallyport.provision.commission;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TufKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a first site root (ADR 0002, site repository), still unsigned. Not thread-safe. */
public final class SiteRootMaker {
  private static final int YEARS = 10;

  private final Clock clock;
  private final TufKey appliance;
  private final Map<String, TufKey> keys = new LinkedHashMap<>();
  private final Map<String, JsonObject> people = new LinkedHashMap<>();

  /** @param appliance key that signs snapshot, timestamp and running pointer */
  public SiteRootMaker(Clock clock, TufKey appliance) {
    this.clock = clock;
    this.appliance = appliance;
  }

  /** Adds a person who may approve. */
  public SiteRootMaker approver(TufKey key, String user, String name, String role) {
    keys.put(key.id(), key);
    people.put(key.id(), JsonObject.builder().put("user", user).put("name", name).put("role", role).build());
    return this;
  }

  /**
   * @param threshold how many approvers must sign a generation, and a new root
   * @param separation roles of which each must have signed a generation
   */
  public JsonObject make(int threshold, List<String> separation) {
    Map<String, JsonObject> all = new LinkedHashMap<>();
    keys.forEach((id, key) -> all.put(id, key.toJson()));
    all.put(appliance.id(), appliance.toJson());
    JsonObject approvers = role(threshold, List.copyOf(keys.keySet()));
    JsonObject machine = role(1, List.of(appliance.id()));
    return JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", 1)
        .put("expires", clock.instant().atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant().truncatedTo(ChronoUnit.SECONDS).toString()).put("consistent_snapshot", true)
        .put("keys", all).put("roles", Map.of("root", approvers, "targets", approvers, "snapshot", machine, "timestamp", machine))
        .put("custom", JsonObject.builder().put("approvers", people).put("separation", separation).build()).build();
  }

  private static JsonObject role(int threshold, List<String> keyids) {
    return JsonObject.builder().put("keyids", keyids).put("threshold", threshold).build();
  }
}
