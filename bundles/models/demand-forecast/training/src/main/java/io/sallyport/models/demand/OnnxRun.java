package io.sallyport.models.demand;

import io.sallyport.models.training.OnnxSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs an exported model: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  /** @param bounds level by level */
  record Output(float[] forecast, float[] bounds) {}

  private final OnnxSession session;

  OnnxRun(byte[] model) {
    session = new OnnxSession(model, Map.of("history", new long[] {1, Series.HISTORY}, "slot", new long[] {1, 1}));
  }

  Output run(float[] history, float halfHour) {
    Map<String, float[]> outputs = session.run(Map.of("history", FloatBuffer.wrap(history), "slot", FloatBuffer.wrap(new float[] {halfHour})));
    return new Output(outputs.get("forecast"), outputs.get("bounds"));
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
    session.close();
  }
}
