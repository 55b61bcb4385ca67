package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.CrashPoint;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.Pruning;
import io.sallyport.vault.VaultPackage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Descriptors go first: without its descriptor a package is not there. A package of which only parts were missing would look like one
 * whose medium is incomplete.
 */
@Component(service = Pruning.class)
public final class VaultPruner implements Pruning {
  private static final int MOST_TOLD = 200;
  private final ContentStore vault;
  private final PackageCatalogue catalogue;
  private final AuditLog audit;
  private final CrashPoint crash = CrashPoint.fromSystemProperties();

  @Activate
  public VaultPruner(@Reference ContentStore vault, @Reference PackageCatalogue catalogue, @Reference AuditLog audit) {
    this.vault = vault;
    this.catalogue = catalogue;
    this.audit = audit;
  }

  @Override
  public Pruned prune(Set<String> needed, boolean dryRun, Actor actor) {
    if (!vault.changing().tryLock()) {
      throw refuse("SP-MEDIUM-0017", "an import is under way", "the vault", "wait for its end, then repeat");
    }
    try {
      Map<String, Long> surplus = surplus(needed);
      List<VaultPackage> leaving = catalogue.verified().stream().filter(pack -> surplus.containsKey(pack.digest())).toList();
      Pruned pruned = new Pruned(surplus.size(), surplus.values().stream().mapToLong(Long::longValue).sum(), leaving.stream().map(VaultPackage::toString).toList());
      if (!dryRun && !surplus.isEmpty()) {
        vault.requireWritable();
        audit.append(entry(pruned, actor));
        crash.reached("prune:recorded");
        remove(surplus.keySet(), leaving);
      }
      return pruned;
    } finally {
      vault.changing().unlock();
    }
  }

  private Map<String, Long> surplus(Set<String> needed) {
    Set<String> kept = new HashSet<>(needed);
    catalogue.vendor().ifPresent(vendor -> vendor.files().forEach(pin -> kept.add(pin.sha256())));
    Map<String, VaultPackage> newest = new HashMap<>();
    catalogue.verified().forEach(pack -> newest.put(pack.name(), pack));
    newest.values().forEach(pack -> {
      kept.add(pack.digest());
      pack.descriptor().parts().forEach(part -> kept.add(part.sha256()));
    });
    Map<String, Long> surplus = vault.all();
    surplus.keySet().removeAll(kept);
    return surplus;
  }

  private void remove(Set<String> surplus, List<VaultPackage> leaving) {
    catalogue.forget(surplus);
    vault.remove(leaving.stream().map(VaultPackage::digest).toList());
    crash.reached("prune:descriptors");
    vault.remove(surplus);
    crash.reached("prune:removed");
  }

  private static AuditEntry entry(Pruned pruned, Actor actor) {
    return AuditEntry.of("vault.pruned").actor(actor).action("prune").object("vault")
        .after(JsonObject.builder().put("files", pruned.files()).put("bytes", pruned.bytes()).put("packages", pruned.packages().stream().limit(MOST_TOLD).toList()).build()).build();
  }
}
