package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.TrafficEntry;

/** Begins audit entries about generations and packages. */
public final class Records {
  private static final int MOST_ASSETS = 100;

  private Records() {}

  public static AuditEntry.Builder generation(String type, String action, int generation, Actor actor, String correlation) {
    return AuditEntry.of(type).actor(actor).action(action).object("generation/" + generation).correlation(correlation);
  }

  /** A candidate's part, with the names of a few assets: there may be many. */
  public static JsonObject traffic(TrafficEntry entry) {
    return JsonObject.builder().put("mode", entry.mode().label()).put("percent", entry.percent()).put("assets", entry.assets().stream().limit(MOST_ASSETS).toList())
        .put("assetsInAll", entry.assets().size()).build();
  }

  static AuditEntry.Builder pack(String type, String action, PackageVersion version, Swap swap) {
    return AuditEntry.of(type).actor(swap.request().actor()).action(action).object("package/" + version.name() + "/" + version.version())
        .correlation(swap.request().correlation()).digest("package", version.digest());
  }
}
