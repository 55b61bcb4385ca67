package io.sallyport.http.internal.inspect;

import io.sallyport.api.image.ImageInspector;
import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The inspectors of packages, reached under a lease: one that is not promoted is not asked, and no swap ends one during a call. Thread-safe. */
@Component(service = Inspectors.class)
public final class Inspectors {
  private record Provider(Bundle bundle, ImageInspector inspector) {}

  /** An inspector for the length of one call. */
  record Held(ImageInspector inspector, Lease lease) implements AutoCloseable {
    @Override
    public void close() {
      lease.close();
    }
  }

  private final Router router;
  private final Map<ServiceReference<ImageInspector>, Provider> providers = new ConcurrentHashMap<>();

  @Activate
  public Inspectors(@Reference Router router) {
    this.router = router;
  }

  @Reference(service = ImageInspector.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
  void add(ServiceReference<ImageInspector> reference, ImageInspector inspector) {
    providers.put(reference, new Provider(reference.getBundle(), inspector));
  }

  void remove(ServiceReference<ImageInspector> reference) {
    providers.remove(reference);
  }

  /** The stations that take pictures now. */
  Set<String> stations() {
    Set<String> stations = new TreeSet<>();
    for (Provider provider : providers.values()) {
      held(provider).ifPresent(held -> {
        try (held) {
          stations.addAll(held.inspector().stations());
        }
      });
    }
    return stations;
  }

  /** The inspector that has the station, to be closed soon. */
  Optional<Held> of(String station) {
    for (Provider provider : providers.values()) {
      Optional<Held> held = held(provider);
      if (held.isPresent()) {
        if (held.get().inspector().stations().contains(station)) {
          return held;
        }
        held.get().close();
      }
    }
    return Optional.empty();
  }

  private Optional<Held> held(Provider provider) {
    return router.lease(provider.bundle()).map(lease -> new Held(provider.inspector(), lease));
  }
}
