package io.sallyport.inference.internal;

import io.sallyport.inference.engine.Engine;
import io.sallyport.inference.engine.RemoteEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The engines at hand; there is always one, so that models are not refused merely because the platform is still starting. Thread-safe. */
@Component(service = Engines.class)
public final class Engines {
  private final List<Engine> engines = new CopyOnWriteArrayList<>();
  private final List<RemoteEngine> remotes = new CopyOnWriteArrayList<>();

  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void add(Engine engine) {
    engines.add(engine);
  }

  void remove(Engine engine) {
    engines.remove(engine);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addRemote(RemoteEngine engine) {
    remotes.add(engine);
  }

  void removeRemote(RemoteEngine engine) {
    remotes.remove(engine);
  }

  Optional<RemoteEngine> remote(String format) {
    return remotes.stream().filter(engine -> engine.format().equals(format)).findFirst();
  }

  Optional<Engine> of(String format) {
    return engines.stream().filter(engine -> engine.format().equals(format)).findFirst();
  }
}
