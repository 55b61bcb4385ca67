package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.inference.engine.RemoteSpec;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A site's conduit {@code edge-2} to a server on loopback, and a package that asks for it. */
final class Site {
  static final String NAME = "edge-2";
  static final RemoteSpec SPEC = new RemoteSpec("doubler 1.0.0", NAME, "doubler", "1", List.of(new TensorSpec("x", DataType.FP32, Shape.of(1, 3))), List.of(new TensorSpec("y", DataType.FP32, Shape.of(1, 3))));

  final Conduits conduits = new Conduits();
  final List<AuditEntry> recorded = Collections.synchronizedList(new ArrayList<>());
  private final Path data;
  private final Map<String, Object> values = new HashMap<>();
  private Conduit current;

  Site(Path data) {
    this.data = data;
  }

  Site set(String key, Object value) {
    values.put(key, value);
    return this;
  }

  /** Configures the conduit, in the place of what was there. */
  Conduit configure(String url) {
    Conduit next = new Conduit(data, log(), config(url));
    if (current != null) {
      conduits.remove(current);
    }
    conduits.add(next);
    current = next;
    return next;
  }

  ConduitConfig config(String url) {
    Map<String, Object> all = new HashMap<>(values);
    all.putIfAbsent("name", NAME);
    all.put("url", url);
    return (ConduitConfig) Proxy.newProxyInstance(Site.class.getClassLoader(), new Class<?>[] {ConduitConfig.class},
        (proxy, method, arguments) -> method.getReturnType() == Class.class ? (Class<? extends Annotation>) ConduitConfig.class : all.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  RemoteModel model() {
    return new OipEngine(conduits).connect(SPEC);
  }

  static Map<String, Tensor> inputs(float... values) {
    return Map.of("x", Tensor.ofFloats(Shape.of(1, values.length), values));
  }

  AuditLog log() {
    return (AuditLog) Proxy.newProxyInstance(Site.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
      recorded.add((AuditEntry) arguments[0]);
      return method.getName().equals("submit") ? CompletableFuture.completedFuture(null) : null;
    });
  }
}
