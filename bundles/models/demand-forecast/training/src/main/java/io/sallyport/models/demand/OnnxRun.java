package io.sallyport.models.demand;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs an exported model in ONNX Runtime: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  /** @param bounds level by level */
  record Output(float[] forecast, float[] bounds) {}

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

  Output run(float[] history, float halfHour) {
    try (OnnxTensor past = OnnxTensor.createTensor(environment, FloatBuffer.wrap(history), new long[] {1, history.length});
        OnnxTensor time = OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[] {halfHour}), new long[] {1, 1});
        OrtSession.Result result = session.run(Map.of("history", past, "slot", time))) {
      return new Output(floats(result, "forecast"), floats(result, "bounds"));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails on a history", e);
    }
  }

  double[] forecast(Series series, int origin) {
    float[] forecast = run(series.history(origin), origin % Series.DAY).forecast();
    double[] values = new double[forecast.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = forecast[i];
    }
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

  private static float[] floats(OrtSession.Result result, String name) {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
