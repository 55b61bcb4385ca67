package io.sallyport.engine.remote.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.RemoteSpec;
import io.sallyport.trust.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a server's model metadata with what the package declares. */
final class RemoteSignature {
  private RemoteSignature() {}

  /** What differs first, if anything. An extent that the server leaves open fits any declared one. */
  static Optional<String> mismatch(JsonObject metadata, RemoteSpec spec) {
    if (!metadata.string("name").equals(spec.model())) {
      return Optional.of("it is called " + metadata.string("name") + ", not " + spec.model());
    }
    if (metadata.has("versions") && !metadata.strings("versions").contains(spec.version())) {
      return Optional.of("its versions are " + metadata.strings("versions") + ", not " + spec.version());
    }
    return mismatch("input", metadata.objects("inputs"), spec.inputs()).or(() -> mismatch("output", metadata.objects("outputs"), spec.outputs()));
  }

  private static Optional<String> mismatch(String kind, List<JsonObject> own, List<TensorSpec> declared) {
    Map<String, JsonObject> byName = new HashMap<>();
    own.forEach(tensor -> byName.put(tensor.string("name"), tensor));
    for (TensorSpec spec : declared) {
      JsonObject tensor = byName.remove(spec.name());
      if (tensor == null) {
        return Optional.of("it has no " + kind + " " + spec.name());
      }
      if (!tensor.string("datatype").equals(spec.type().name()) || !fits(tensor.array("shape"), spec.shape())) {
        return Optional.of("its " + kind + " " + spec.name() + " is " + tensor.string("datatype") + tensor.array("shape") + ", declared is " + spec.type() + spec.shape());
      }
    }
    return byName.isEmpty() ? Optional.empty() : Optional.of("it has the " + kind + " " + byName.keySet().iterator().next() + ", which is not declared");
  }

  private static boolean fits(List<Object> own, Shape declared) {
    if (own.size() != declared.rank()) {
      return false;
    }
    for (int i = 0; i < own.size(); i++) {
      if (!(own.get(i) instanceof Long extent) || extent != -1 && extent != declared.extent(i)) {
        return false;
      }
    }
    return true;
  }
}
