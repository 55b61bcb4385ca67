package io.sallyport.engine.remote.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The conduits that the site has configured. Thread-safe. */
@Component(service = Conduits.class)
public final class Conduits {
  private final List<Conduit> conduits = new CopyOnWriteArrayList<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void add(Conduit conduit) {
    conduits.add(conduit);
  }

  void remove(Conduit conduit) {
    conduits.remove(conduit);
  }

  /** @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0056} if there is none of the name, or more than one */
  Conduit require(String name) {
    List<Conduit> found = conduits.stream().filter(conduit -> conduit.name().equals(name)).toList();
    if (found.size() != 1) {
      throw Failures.notConfigured(name, found.size());
    }
    return found.get(0);
  }

  /** The one of the name, if there is exactly one. */
  Optional<Conduit> find(String name) {
    List<Conduit> found = conduits.stream().filter(conduit -> conduit.name().equals(name)).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
