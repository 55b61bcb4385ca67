package io.sallyport.models.radiator;

import io.sallyport.models.training.OnnxSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs an exported model: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  /** What the model says of a window. */
  record Output(float[] reconstruction, float score) {}

  private final OnnxSession session;

  OnnxRun(byte[] model) {
    session = new OnnxSession(model, Map.of("window", new long[] {1, Windows.LENGTH, Row.SIGNALS}));
  }

  Output run(float[] window) {
    Map<String, float[]> outputs = session.run(Map.of("window", FloatBuffer.wrap(window)));
    return new Output(outputs.get("reconstruction"), outputs.get("score")[0]);
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
    session.close();
  }
}
