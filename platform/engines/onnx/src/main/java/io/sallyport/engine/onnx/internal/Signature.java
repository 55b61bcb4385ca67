package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.ModelFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a model's own inputs and outputs with the declared ones. */
final class Signature {
  private Signature() {}

  /** What differs, if anything. A declared extent may be narrower than the model's, which may be dynamic. */
  static Optional<String> mismatch(OrtSession session, ModelFile file) throws OrtException {
    Optional<String> inputs = mismatch("input", session.getInputInfo(), file.inputs());
    return inputs.isPresent() ? inputs : mismatch("output", session.getOutputInfo(), file.outputs());
  }

  private static Optional<String> mismatch(String kind, Map<String, NodeInfo> own, List<TensorSpec> declared) {
    if (own.size() != declared.size()) {
      return Optional.of("the model has " + own.size() + " " + kind + "s, " + declared.size() + " are declared");
    }
    for (TensorSpec spec : declared) {
      NodeInfo node = own.get(spec.name());
      if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
        return Optional.of("the model has no tensor as " + kind + " " + spec.name());
      }
      if (!Types.of(info.type).equals(Optional.of(spec.type())) || !fits(info.getShape(), spec.shape())) {
        return Optional.of("the model's " + kind + " " + spec.name() + " is " + info + ", declared is " + spec.type() + spec.shape());
      }
    }
    return Optional.empty();
  }

  private static boolean fits(long[] own, Shape declared) {
    if (own.length != declared.rank()) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if (own[i] >= 0 && own[i] != declared.extent(i)) {
        return false;
      }
    }
    return true;
  }
}
