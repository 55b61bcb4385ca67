package io.sallyport.gate.internal;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Keeps bundles from resolving (again) once their bytes are no longer admitted. Thread-safe. */
final class AdmissionHook implements ResolverHookFactory, ResolverHook {
  private final Gate gate;
  private final Set<Long> reported = ConcurrentHashMap.newKeySet();

  AdmissionHook(Gate gate) {
    this.gate = gate;
  }

  @Override public ResolverHook begin(Collection<BundleRevision> triggers) {
    return this;
  }

  @Override public void filterResolvable(Collection<BundleRevision> candidates) {
    candidates.removeIf(this::refused);
  }

  @Override public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {}

  @Override public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

  @Override public void end() {}

  private boolean refused(BundleRevision revision) {
    long id = revision.getBundle().getBundleId();
    if (id == 0) {
      return false;
    }
    String sha256 = gate.cache().digest(id).orElse("");
    if (gate.admission().admits(sha256)) {
      return false;
    }
    if (reported.add(id)) {
      gate.spool().refuse("SP-GATE-0009", "resolve", revision.getBundle().getLocation(), sha256, "an installed bundle is no longer admitted",
          "apply a generation that holds it, or uninstall it: generation:list, generation:plan");
    }
    return true;
  }
}
