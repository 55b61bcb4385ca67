package io.sallyport.inference.internal;

import io.sallyport.inference.engine.Engine;
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

  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void add(Engine engine) {
    engines.add(engine);
  }

  void remove(Engine engine) {
    engines.remove(engine);
  }

  Optional<Engine> of(String format) {
    return engines.stream().filter(engine -> engine.format().equals(format)).findFirst();
  }
}
