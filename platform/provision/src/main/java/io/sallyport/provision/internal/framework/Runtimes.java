package io.sallyport.provision.internal.framework;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.api.check.CheckResult;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The package runtimes that are there, by kind. Thread-safe. */
@Component(service = Runtimes.class)
public final class Runtimes {
  private static final PackageRuntime NONE = new NothingToRun();
  private final List<PackageRuntime> runtimes = new ArrayList<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public synchronized void bind(PackageRuntime runtime) {
    runtimes.add(runtime);
    notifyAll();
  }

  public synchronized void unbind(PackageRuntime runtime) {
    runtimes.remove(runtime);
  }

  /**
   * The runtime of a kind, waiting for it to be registered.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0010 if it isn't in time
   */
  public synchronized PackageRuntime require(PackageKind kind, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    Optional<PackageRuntime> found = find(kind);
    while (found.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw refuse("SP-APPLY-0010", "no runtime for packages of kind " + kind.label() + " is registered", "the platform", "appliance:status shows what is missing; see the log");
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw refuse("SP-APPLY-0010", "interrupted while waiting for the runtime of kind " + kind.label(), "the platform", "repeat");
      }
      found = find(kind);
    }
    return found.get();
  }

  /** The runtime of a kind, if it is there now. */
  public synchronized Optional<PackageRuntime> find(PackageKind kind) {
    return kind == PackageKind.LIBRARY ? Optional.of(NONE) : runtimes.stream().filter(runtime -> runtime.kinds().contains(kind)).findFirst();
  }

  /** Libraries only have to be resolved. */
  private static final class NothingToRun implements PackageRuntime {
    @Override
    public Set<PackageKind> kinds() {
      return Set.of(PackageKind.LIBRARY);
    }

    @Override
    public void stage(StagedPackage staged) {}

    @Override
    public List<CheckResult> prove(StagedPackage staged) {
      return List.of();
    }

    @Override
    public void activate(PackageVersion version) {}

    @Override
    public void deactivate(PackageVersion version) {}

    @Override
    public void retire(PackageVersion version) {}

    @Override
    public RuntimeHealth health(PackageVersion version) {
      return new RuntimeHealth(true, 0, 0, "");
    }
  }
}
