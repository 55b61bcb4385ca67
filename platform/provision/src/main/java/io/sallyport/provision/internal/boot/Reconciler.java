package io.sallyport.provision.internal.boot;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.internal.apply.KindOrder;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Redirection;
import io.sallyport.provision.internal.framework.Causes;
import io.sallyport.provision.internal.plan.CandidateRule;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the framework in line with the running generation: finishes or abandons what a crash interrupted, takes out what does not belong,
 * installs what is missing (the bundle cache is disposable), proves and promotes. One package that fails does not keep the others from
 * running; what is wrong is told by {@link #status}.
 */
public final class Reconciler {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final Parts parts;
  private final Site site;
  private final Packages packages;
  private final Recovery recovery;
  private final RootMemory memory;
  private final Promoter promoter;
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private volatile boolean reconciled;

  public Reconciler(Parts parts, Packages packages) {
    this.parts = parts;
    this.site = parts.site();
    this.packages = packages;
    this.recovery = new Recovery(parts);
    this.memory = new RootMemory(site, parts.audit());
    this.promoter = new Promoter(parts);
  }

  /** Reconciles; never throws. The caller holds the lock of the operations. */
  public void run() {
    problems.clear();
    try {
      if (site.repository().commissioned()) {
        FirstRoot.require(site.directory(), parts.audit());
        if (reconciled) {
          parts.gate().reload(); // a medium may have brought back the vendor metadata by which a generation is proved
        }
        memory.require();
        recovery.run().ifPresent(refusal -> problems.put("running pointer", refusal.message()));
        memory.keep();
        rememberLog();
        Roster desired = site.readable(site.running().running(), this::problem);
        removeStrangers(site.running().running());
        install(desired.all());
        desired.active().values().stream().sorted(KindOrder.FIRST_TO_LAST).forEach(pack -> promote(pack, Optional.empty()));
        desired.candidates().values().forEach(beside -> promote(desired, beside));
        parts.router().redirect(Redirection.missing(desired, parts.router())); // what an apply left that could not be taken back
      }
    } catch (RefusedException e) {
      record(e.refusal());
      problem("reconciliation", e);
    } catch (RuntimeException e) {
      problem("reconciliation", e);
    }
    reconciled = true;
  }

  /** Once after each start: between two applies lie months. */
  private void rememberLog() {
    if (!reconciled) {
      try {
        site.rememberLog();
      } catch (RefusedException | UncheckedIOException e) {
        LOG.warn("The running pointer cannot be written: it remembers an earlier audit log", e);
      }
    }
  }

  /** As {@link #run}, if it has run before: nothing is settled while the appliance is still starting. */
  public void again() {
    if (reconciled) {
      run();
    }
  }

  /** Removes a slot whose bundle is being stopped by hand: no new leases, wait for the open ones, end its work. */
  public void lost(Slot slot) {
    promoter.demote(slot);
    try {
      parts.audit().append(AuditEntry.of("package.stopped").system("provision").action("stop").object("package/" + slot.version().name() + "/" + slot.version().version())
          .digest("package", slot.version().digest()).reason("its bundle was stopped by hand").build());
    } catch (RefusedException e) {
      LOG.error("{} was stopped by hand and that could not be recorded", slot.version(), e);
    }
    problems.put(slot.version().toString(), "SP-APPLY-0022: " + slot.version() + " was stopped by hand – the framework – start its bundles again, or restart the appliance");
  }

  public ProvisionStatus status(Optional<Integer> candidate, List<String> alarms, Optional<String> activity) {
    List<String> found = new ArrayList<>(new TreeMap<>(problems).values());
    List<ProvisionStatus.PackageStatus> states = new ArrayList<>();
    RunningPointer pointer = RunningPointer.NONE;
    try {
      if (site.repository().commissioned()) {
        pointer = site.running();
        Roster roster = site.readable(pointer.running(), (name, e) -> {
          if (!problems.containsKey(name)) {
            found.add(Causes.told(e));
          }
        });
        roster.all().forEach(pack -> states.add(state(pack, roster.trafficOf(pack))));
      } else {
        found.add("SP-PLAN-0008: the site has no root yet – " + site.directory() + " – stop the appliance and run: sallyport commission");
      }
    } catch (RuntimeException e) {
      found.add(Causes.told(e));
    }
    boolean ready = reconciled && found.isEmpty() && states.stream().allMatch(ProvisionStatus.PackageStatus::active);
    return new ProvisionStatus(ready, pointer.running(), pointer.previous(), candidate, states, found, alarms, activity);
  }

  private ProvisionStatus.PackageStatus state(VaultPackage pack, Optional<TrafficEntry> traffic) {
    Optional<Slot> slot = active(pack);
    Optional<RuntimeHealth> health = slot.isEmpty() ? Optional.empty()
        : parts.runtimes().find(pack.kind()).map(runtime -> runtime.health(Site.version(pack)));
    return new ProvisionStatus.PackageStatus(Site.version(pack), traffic.map(TrafficEntry::words), slot.isPresent(), health.map(RuntimeHealth::healthy).orElse(false), health.map(RuntimeHealth::degraded).orElse(false), slot.map(Slot::open).orElse(0L),
        health.map(RuntimeHealth::calls).orElse(0L), health.map(RuntimeHealth::errors).orElse(0L), health.map(RuntimeHealth::detail).orElse("not active"));
  }

  private Optional<Slot> active(VaultPackage pack) {
    return parts.router().slot(Site.version(pack));
  }

  private void removeStrangers(int running) {
    Set<String> wanted = new HashSet<>();
    Set<String> locations = new HashSet<>();
    if (running > 0) {
      Generation generation = site.repository().generation(running);
      wanted.addAll(generation.packages().values());
      generation.targets().values().forEach(target -> locations.add(VaultPackage.SCHEME + ":sha256-" + target.sha256()));
    }
    try {
      List<VaultPackage> strangers = parts.installer().installed().stream().filter(digest -> !wanted.contains(digest)).map(packages::byDescriptor).toList();
      if (!strangers.isEmpty()) {
        LOG.info("Taking out what is not in the running generation: {}", strangers);
        parts.installer().uninstall(strangers, parts.installer().dependents(strangers));
      }
      for (Bundle bundle : parts.context().getBundles()) {
        if (bundle.getLocation().startsWith(VaultPackage.SCHEME + ":") && !locations.contains(bundle.getLocation())) {
          bundle.uninstall();
        }
      }
    } catch (RuntimeException | BundleException e) {
      problem("strangers", e);
    }
  }

  private void install(List<VaultPackage> desired) {
    Set<String> installed = parts.installer().installed();
    List<VaultPackage> missing = desired.stream().filter(pack -> !installed.contains(pack.digest()) || !started(pack)).filter(this::intact).toList();
    try {
      parts.installer().install(missing);
    } catch (RuntimeException all) {
      LOG.warn("Installing {} together failed, trying one by one", missing, all);
      for (VaultPackage pack : missing) {
        try {
          parts.installer().install(List.of(pack));
        } catch (RuntimeException e) {
          problem(pack.toString(), e);
        }
      }
    }
  }

  /** Whether its bundles in the vault are what they were: the framework would only say that they are strangers. */
  private boolean intact(VaultPackage pack) {
    try {
      pack.bundles().forEach(part -> parts.vault().verify(part.sha256()));
      return true;
    } catch (RefusedException e) {
      problem(pack.toString(), e);
      return false;
    }
  }

  private boolean started(VaultPackage pack) {
    return parts.installer().bundles(pack).filter(bundles -> bundles.stream().allMatch(bundle -> bundle.getState() == Bundle.ACTIVE)).isPresent();
  }

  private void promote(Roster desired, Roster.Beside beside) {
    try {
      CandidateRule.require(desired, beside);
      promote(beside.pack(), Optional.of(beside));
    } catch (RefusedException e) {
      problem(beside.pack().toString(), e);
    }
  }

  private void promote(VaultPackage pack, Optional<Roster.Beside> candidate) {
    if (active(pack).isPresent() || problems.containsKey(pack.toString())) {
      return;
    }
    try {
      promoter.promote(pack, candidate);
    } catch (RuntimeException | LinkageError e) {
      problem(pack.toString(), e);
    }
  }

  /** Once: a reconciliation is tried again whenever something is installed by hand. */
  private void record(Refusal refusal) {
    if (recorded.add(refusal.code())) {
      parts.audit().append(AuditEntry.of("generation.refused").system("provision").action("reconcile").object("site").outcome(Outcome.REFUSED).code(refusal.code()).reason(refusal.what()).build());
    }
  }

  private void problem(String name, Throwable e) {
    LOG.error("Reconciliation: {}", name, e);
    String told = Causes.told(e);
    problems.put(name, told.startsWith("SP-") ? told : "SP-APPLY-0016: " + told + " – " + name + " – see the log");
  }
}
