package io.sallyport.provision.internal.framework;

import io.sallyport.provision.Leftovers;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Remembers, weakly, the wirings of bundles that were taken out: a wiring and its class loader hold each other. Thread-safe. */
@Component(service = {Leftovers.class, Retired.class})
public final class Retired implements Leftovers {
  private record Entry(String version, String bundle, Instant since, WeakReference<BundleWiring> wiring) {}

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
  private final InstantSource clock;
  private final Runnable collect;

  @Activate
  public Retired() {
    this(Clock.systemUTC(), System::gc);
  }

  /** @param collect has the JVM collect garbage */
  Retired(InstantSource clock, Runnable collect) {
    this.clock = clock;
    this.collect = collect;
  }

  /** What is to be uninstalled, before it is: afterwards its wirings can no longer be asked for. */
  Leaving leaving() {
    return new Leaving(new HashMap<>());
  }

  /** Bundles that are about to go, by bundle. For one thread. */
  final class Leaving {
    private final Map<Bundle, Entry> bundles;

    private Leaving(Map<Bundle, Entry> bundles) {
      this.bundles = bundles;
    }

    void add(String version, Bundle bundle) {
      bundles.put(bundle, new Entry(version, bundle.getSymbolicName(), clock.instant(), new WeakReference<>(bundle.adapt(BundleWiring.class))));
    }

    /** They are uninstalled, but for those that others still need. */
    void gone() {
      bundles.forEach((bundle, entry) -> {
        if (bundle.getState() == Bundle.UNINSTALLED) {
          entries.add(entry);
        }
      });
    }
  }

  @Override
  public List<Leftover> found() {
    List<Leftover> found = new ArrayList<>();
    entries.removeIf(entry -> entry.wiring.refersTo(null));
    entries.forEach(entry -> found.add(new Leftover(entry.version, entry.bundle, entry.since)));
    return found;
  }

  @Override
  public List<Leftover> foundAfterCollection() {
    if (!found().isEmpty()) {
      collect.run();
    }
    return found();
  }
}
