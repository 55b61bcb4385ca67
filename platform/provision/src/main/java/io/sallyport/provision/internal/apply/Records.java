package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.lease.PackageVersion;

/** Begins audit entries about generations and packages. */
public final class Records {
  private Records() {}

  public static AuditEntry.Builder generation(String type, String action, int generation, Actor actor, String correlation) {
    return AuditEntry.of(type).actor(actor).action(action).object("generation/" + generation).correlation(correlation);
  }

  static AuditEntry.Builder pack(String type, String action, PackageVersion version, Swap swap) {
    return AuditEntry.of(type).actor(swap.request().actor()).action(action).object("package/" + version.name() + "/" + version.version())
        .correlation(swap.request().correlation()).digest("package", version.digest());
  }
}
