package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.lease.PackageVersion;

/** Begins audit entries about generations and packages. */
public final class Records {
  private Records() {}

  public static AuditEntry.Builder generation(String type, String action, int generation, Actor actor, String correlation) {
    return by(AuditEntry.of(type).action(action).object("generation/" + generation).correlation(correlation), actor);
  }

  static AuditEntry.Builder pack(String type, String action, PackageVersion version, Swap swap) {
    return by(AuditEntry.of(type).action(action).object("package/" + version.name() + "/" + version.version()).correlation(swap.request().correlation())
        .digest("package", version.digest()), swap.request().actor());
  }

  static AuditEntry.Builder by(AuditEntry.Builder entry, Actor actor) {
    return actor instanceof Actor.Person person ? entry.actor(person.user(), person.role()) : entry.system(((Actor.Part) actor).system());
  }
}
