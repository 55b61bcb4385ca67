package com.acme.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The committed model on ONNX Runtime, against scikit-learn's forecasts for the test weeks and against what really came. */
class ParityTest {
  private static final int DAY = 48;
  private static final int WEEK = 7 * DAY;
  private static final int HISTORY = WEEK + DAY;
  private static final double TOLERANCE_MW = 0.01;

  @Test
  void answersAsScikitLearnDoesAndIsAsGoodAsItsCardSays() throws IOException, OrtException {
    double[] demand = demand();
    Map<Integer, Double> predictions = predictions();
    assertEquals(2 * WEEK, predictions.size());
    double worst = 0;
    double error = 0;
    double naive = 0;
    try (Model model = new Model(Path.of("src/main/model/model.onnx"))) {
      for (Map.Entry<Integer, Double> prediction : predictions.entrySet()) {
        int time = prediction.getKey();
        double forecast = model.forecast(demand, time);
        worst = Math.max(worst, Math.abs(forecast - prediction.getValue()));
        error += Math.abs(forecast - demand[time]) / predictions.size();
        naive += Math.abs(demand[time - WEEK] - demand[time]) / predictions.size();
      }
    }
    System.out.printf(Locale.ROOT, "parity: %d forecasts, largest difference %.4f MW; mean error %.1f MW, naive %.1f MW%n", predictions.size(), worst, error, naive);
    assertTrue(worst < TOLERANCE_MW, "differs by " + worst + " MW");
    assertTrue(error < naive, "no better than the week before");
    String card = Files.readString(Path.of("src/main/model/model-card.md"));
    assertTrue(card.contains(String.format(Locale.ROOT, "| **this model** | %.0f |", error)), "the card's mean error, measured: " + error);
    assertTrue(card.contains(String.format(Locale.ROOT, "| the value one week before (naive) | %.0f |", naive)), "the card's naive error, measured: " + naive);
  }

  /** Negative twin: a difference is seen. */
  @Test
  void anotherHistoryGivesAnotherForecast() throws IOException, OrtException {
    double[] demand = demand();
    Map<Integer, Double> predictions = predictions();
    int time = predictions.keySet().iterator().next();
    demand[time - DAY] += 3_000;
    try (Model model = new Model(Path.of("src/main/model/model.onnx"))) {
      assertTrue(Math.abs(model.forecast(demand, time) - predictions.get(time)) > TOLERANCE_MW);
    }
  }

  private static double[] demand() throws IOException {
    return Files.readAllLines(Path.of("training/gb-half-hourly-demand.csv")).stream().skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  private static Map<Integer, Double> predictions() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("training/results/predictions.csv"));
    Map<Integer, Double> predictions = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      predictions.put(Integer.valueOf(fields[0]), Double.valueOf(fields[1]));
    }
    return predictions;
  }

  private static final class Model implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Model(Path file) throws OrtException {
      session = environment.createSession(file.toString());
    }

    /** @param time index of the forecast value; the history ends one day before it */
    double forecast(double[] demand, int time) throws OrtException {
      float[] history = new float[HISTORY];
      for (int i = 0; i < HISTORY; i++) {
        history[i] = (float) demand[time - DAY - HISTORY + 1 + i];
      }
      float[] calendar = {time % DAY, time / DAY % 7 + 1};
      try (OnnxTensor past = OnnxTensor.createTensor(environment, FloatBuffer.wrap(history), new long[] {1, HISTORY});
          OnnxTensor when = OnnxTensor.createTensor(environment, FloatBuffer.wrap(calendar), new long[] {1, 2});
          OrtSession.Result result = session.run(Map.of("history", past, "calendar", when))) {
        return ((OnnxTensor) result.get("demand").orElseThrow()).getFloatBuffer().get(0);
      }
    }

    @Override
    public void close() throws OrtException {
      session.close();
    }
  }
}
