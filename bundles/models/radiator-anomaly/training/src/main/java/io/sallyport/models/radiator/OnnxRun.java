package io.sallyport.models.radiator;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs an exported model in ONNX Runtime: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  private static final long[] SHAPE = {1, Windows.LENGTH, Row.SIGNALS};

  /** What the model says of a window. */
  record Output(float[] reconstruction, float score) {}

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRun(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the exported model", e);
    }
  }

  Output run(float[] window) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(window), SHAPE);
        OrtSession.Result result = session.run(Map.of("window", input))) {
      float[] reconstruction = new float[Windows.SIZE];
      ((OnnxTensor) result.get("reconstruction").orElseThrow()).getFloatBuffer().get(reconstruction);
      return new Output(reconstruction, ((OnnxTensor) result.get("score").orElseThrow()).getFloatBuffer().get(0));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails on a window", e);
    }
  }

  float[] scores(float[][] windows) {
    float[] scores = new float[windows.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = run(windows[i]).score();
    }
    return scores;
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
