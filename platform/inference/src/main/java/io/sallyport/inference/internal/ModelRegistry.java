package io.sallyport.inference.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The loaded versions, by the digest of their package descriptor; lives as long as the bundle. Thread-safe. */
@Component(service = ModelRegistry.class, immediate = true)
public final class ModelRegistry {
  private final Map<String, ServedModel> models = new ConcurrentHashMap<>();

  /** Empty for a digest that is not loaded. */
  Optional<ServedModel> find(String digest) {
    return Optional.ofNullable(models.get(digest));
  }

  /** Adds it; a version that it takes the place of is closed. */
  void put(ServedModel model) {
    ServedModel former = models.put(model.description().identity().digest(), model);
    if (former != null) {
      former.loaded().close();
    }
  }

  /** Takes it out, then closes it; nothing happens if it is not there. */
  void remove(String digest) {
    ServedModel model = models.remove(digest);
    if (model != null) {
      model.loaded().close();
    }
  }

  /** What all of them were granted, in bytes. */
  long memory() {
    return models.values().stream().mapToLong(model -> model.memory().granted()).sum();
  }

  Collection<ServedModel> all() {
    return List.copyOf(models.values());
  }

  @Deactivate
  void close() {
    models.keySet().forEach(this::remove);
  }
}
