package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TooMuchException;
import io.sallyport.trust.Refusal;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a session for its declared outputs. Where all their shapes are fixed, ONNX Runtime writes into the memory that the caller gets;
 * otherwise each is copied once. Immutable, thread-safe.
 */
final class Outputs {
  private static final int MEBIBYTE_SHIFT = 20;

  private final String name;
  private final List<TensorSpec> specs;
  private final Set<String> names;
  private final boolean fixed;

  /** @param name of the model, in messages */
  Outputs(String name, List<TensorSpec> specs) {
    this.name = name;
    this.specs = specs;
    this.names = specs.stream().map(TensorSpec::name).collect(Collectors.toUnmodifiableSet());
    this.fixed = specs.stream().noneMatch(spec -> spec.shape().isDynamic());
  }

  Map<String, Tensor> run(OrtSession session, Map<String, OnnxTensor> inputs, RunSlot slot) throws OrtException {
    return fixed ? inPlace(session, inputs, slot) : copied(session, inputs, slot);
  }

  private Map<String, Tensor> inPlace(OrtSession session, Map<String, OnnxTensor> inputs, RunSlot slot) throws OrtException {
    Map<String, OnnxTensor> pinned = new HashMap<>();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    try {
      for (TensorSpec spec : specs) {
        int bytes = Math.toIntExact(spec.shape().elements() * spec.type().bytes());
        Tensor tensor = Tensor.of(spec.type(), spec.shape(), slot.memory().take(bytes));
        outputs.put(spec.name(), tensor);
        pinned.put(spec.name(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), tensor.data(), spec.shape().toArray(), Types.of(spec.type())));
      }
      session.run(inputs, Set.of(), pinned, slot.options()).close();
      return outputs;
    } finally {
      pinned.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, Tensor> copied(OrtSession session, Map<String, OnnxTensor> inputs, RunSlot slot) throws OrtException {
    try (OrtSession.Result result = session.run(inputs, names, slot.options())) {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      long left = ModelFile.LARGEST_OUTPUTS;
      for (TensorSpec spec : specs) {
        OnnxTensor output = (OnnxTensor) result.get(spec.name()).orElseThrow(() -> new EngineException("there is no output " + spec.name()));
        TensorInfo info = output.getInfo();
        left -= info.getNumElements() * spec.type().bytes();
        if (left < 0) {
          throw new TooMuchException(new Refusal("SP-MODEL-0083", "the outputs of this call exceed " + (ModelFile.LARGEST_OUTPUTS >> MEBIBYTE_SHIFT) + " MiB", name, "ask for less in one call"));
        }
        outputs.put(spec.name(), copy(output, info, spec, slot.memory()));
      }
      return outputs;
    }
  }

  private static Tensor copy(OnnxTensor output, TensorInfo info, TensorSpec spec, OutputMemory memory) {
    DataType type = Types.of(info.type).orElseThrow(() -> new EngineException("an output is of type " + info.type));
    ByteBuffer content = output.getByteBuffer();
    ByteBuffer target = memory.take(content.remaining());
    target.put(content).flip();
    Tensor tensor = Tensor.of(type, Shape.of(info.getShape()), target);
    if (!spec.accepts(tensor)) {
      throw new EngineException("the output " + spec.name() + " is " + tensor + ", declared is " + spec.type() + spec.shape());
    }
    return tensor;
  }
}
