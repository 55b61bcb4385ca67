package io.sallyport.provision.internal.plan;

import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Role;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufKey;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.vault.VaultPackage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The site targets that approvers sign: ADR 0002, generation. */
public final class CandidateMetadata {
  private static final String ROLLBACK = "rollback";

  private final Site site;

  public CandidateMetadata(Site site) {
    this.site = site;
  }

  /**
   * The canonical bytes of the unsigned targets.
   *
   * @param importers accounts by which what it brings in was imported
   * @param importerPersons every id of the persons behind them
   */
  public byte[] bytes(int number, int base, Roster roster, Collection<String> importers, Collection<String> importerPersons, PinnedMetadata vendor,
      String planSha256) {
    SiteRoot root = site.repository().root();
    JsonObject.Builder custom = JsonObject.builder().put("baseGeneration", base).put("planSha256", planSha256).put("importers", List.copyOf(importers))
        .put(Generation.IMPORTER_PERSONS, List.copyOf(importerPersons)).put("siteRoot", Generation.PlannedUnder.toJson(root))
        .put("vendor", vendor.toJson());
    if (!roster.candidates().isEmpty()) {
      custom.put(TrafficEntry.FIELD, TrafficEntry.toJson(roster.traffic()));
    }
    JsonObject.Builder signed = site.metadata().header("targets", number).put("targets", targets(roster.all())).put("delegations", delegations(root)).put("custom", custom.build());
    root.root().role("targets").postQuantum().ifPresent(quorum -> signed.put(PostQuantum.FIELD, PostQuantum.toJson(Map.of(ROLLBACK, new Quorum(quorum.kind(), quorum.keyids(), 1, quorum.keys())))));
    return CanonicalJson.encode(signed.build());
  }

  /** Every file of the packages, by target path. */
  public static Map<String, JsonObject> targets(Collection<VaultPackage> packs) {
    Map<String, JsonObject> targets = new TreeMap<>();
    for (VaultPackage pack : packs) {
      targets.put(pack.descriptorPath(), new TargetFile(pack.descriptorPath(), pack.length(), pack.digest(), Optional.empty()).toJson());
      pack.descriptor().parts().forEach(part -> targets.put(pack.partPath(part), new TargetFile(pack.partPath(part), part.length(), part.sha256(), Optional.empty()).toJson()));
    }
    return targets;
  }

  /** Any single approver may sign a return to the generation before. */
  private static JsonObject delegations(SiteRoot root) {
    Role approvers = root.root().role("targets");
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    for (String keyid : approvers.keyids()) {
      TufKey key = approvers.keys().get(keyid);
      if (key != null) {
        keys.put(keyid, key.toJson());
      }
    }
    JsonObject rollback = JsonObject.builder().put("name", ROLLBACK).put("keyids", List.copyOf(keys.keySet())).put("threshold", 1)
        .put("paths", List.of("packages/*/*/*")).put("terminating", true).build();
    return JsonObject.builder().put("keys", keys).put("roles", List.of(rollback)).build();
  }
}
