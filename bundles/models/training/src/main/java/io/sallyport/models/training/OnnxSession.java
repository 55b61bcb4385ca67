package io.sallyport.models.training;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Runs an exported model in ONNX Runtime, on one thread: what is measured is what is shipped. Not thread-safe. */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, long[]> shapes;

  /** @param shapes of the inputs, which are FP32 */
  public OnnxSession(byte[] model, Map<String, long[]> shapes) {
    this.shapes = Map.copyOf(shapes);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the exported model", e);
    }
  }

  /** @param inputs read from their position on; direct ones are not copied @return every output's values in row-major order */
  public Map<String, float[]> run(Map<String, FloatBuffer> inputs) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, FloatBuffer> input : inputs.entrySet()) {
        tensors.put(input.getKey(), OnnxTensor.createTensor(environment, input.getValue(), shapes.get(input.getKey())));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        Map<String, float[]> outputs = new HashMap<>();
        result.forEach(output -> outputs.put(output.getKey(), floats((OnnxTensor) output.getValue())));
        return outputs;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails", e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static float[] floats(OnnxTensor tensor) {
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
