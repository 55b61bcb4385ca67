package io.sallyport.capability.predictivemaintenance;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which signals stand out: their shares in the squared standardised reconstruction error of the newest rows. */
final class Contributions {
  private Contributions() {}

  /**
   * @param window raw values, row by row, oldest first
   * @param reconstruction what the model made of them, same form
   * @param deviation one standard unit of each signal
   * @param newest how many of the newest rows the score is about
   */
  static Map<String, Double> of(List<String> signals, FloatBuffer window, FloatBuffer reconstruction, List<Double> deviation, int newest) {
    int columns = signals.size();
    int rows = window.remaining() / columns;
    double[] squares = new double[columns];
    double total = 0;
    for (int row = Math.max(0, rows - newest); row < rows; row++) {
      for (int c = 0; c < columns; c++) {
        double error = (window.get(row * columns + c) - reconstruction.get(row * columns + c)) / deviation.get(c);
        squares[c] += error * error;
        total += error * error;
      }
    }
    Map<String, Double> shares = new HashMap<>();
    for (int c = 0; c < columns; c++) {
      shares.put(signals.get(c), total > 0 && Double.isFinite(total) ? squares[c] / total : 0.0);
    }
    return shares;
  }
}
