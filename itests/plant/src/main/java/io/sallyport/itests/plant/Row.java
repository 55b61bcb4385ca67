package io.sallyport.itests.plant;

/**
 * One row of the replay: what all sensors of the radiator showed at one moment.
 *
 * @param number its number in the file
 * @param values the readings V1 … V9
 * @param label 1 where the row is anomalous, else 0
 * @param episode number of the anomalous episode it belongs to, 0 for none
 */
public record Row(long number, double[] values, int label, int episode) {
  /** Sensors per row. */
  public static final int SENSORS = 9;

  public Row {
    if (values.length != SENSORS) {
      throw new IllegalArgumentException("a row has " + SENSORS + " values, got " + values.length);
    }
  }

  /** The same row with other readings. */
  Row with(double[] other) {
    return new Row(number, other, label, episode);
  }
}
