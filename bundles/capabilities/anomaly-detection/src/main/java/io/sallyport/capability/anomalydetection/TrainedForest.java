package io.sallyport.capability.anomalydetection;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forest with its limit. Immutable.
 *
 * @param limit score above which a row is anomalous
 * @param medians of the training rows, by signal
 * @param deviations of them; the forest sees logarithms of deviations from the median, so that one wild value does not stretch a signal's range
 * @param rows that it was trained on
 * @param digest lower-case hex SHA-256 of all that it judges by
 */
record TrainedForest(IsolationForest forest, double limit, double[] medians, double[] deviations, int rows, Instant trained, String digest) {
  /** @param rows finite; the share of them that scores highest counts as anomalous */
  static TrainedForest train(double[][] rows, Settings settings, Instant now) {
    int columns = rows[0].length;
    double[] medians = new double[columns];
    double[] deviations = new double[columns];
    for (int c = 0; c < columns; c++) {
      RobustWindow column = new RobustWindow(rows.length);
      for (double[] row : rows) {
        column.add(row[c]);
      }
      medians[c] = column.median();
      deviations[c] = Math.max(column.deviation(), 1e-9 * Math.max(1, Math.abs(medians[c])));
    }
    double[][] level = Arrays.stream(rows).map(row -> level(row, medians, deviations)).toArray(double[][]::new);
    IsolationForest forest = IsolationForest.train(level, settings.trees(), settings.treeSample(), settings.learning().hashCode());
    double[] scores = Arrays.stream(level).mapToDouble(forest::score).sorted().toArray();
    int place = (int) Math.min(scores.length - 1, Math.floor((1 - settings.alarmRatio()) * scores.length));
    double limit = scores[place];
    return new TrainedForest(forest, limit, medians, deviations, rows.length, now, digest(forest, limit, medians, deviations));
  }

  /** What the forest sees of a row. */
  private static double[] level(double[] row, double[] medians, double[] deviations) {
    double[] level = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      double off = (row[c] - medians[c]) / deviations[c];
      level[c] = Math.signum(off) * Math.log1p(Math.abs(off));
    }
    return level;
  }

  double score(double[] row) {
    return forest.score(level(row, medians, deviations));
  }

  /** 1 at the limit, growing with the score's distance from 0.5. */
  double ratio(double score) {
    return score <= limit ? score / limit : 1 + 4 * (score - limit) / (1 - limit);
  }

  /** Each signal's share in the score: how much it would fall if the signal had its usual value. */
  Map<String, Double> contributions(List<String> signals, double[] row) {
    double whole = score(row);
    double[] falls = new double[row.length];
    double total = 0;
    for (int c = 0; c < row.length; c++) {
      double[] without = row.clone();
      without[c] = medians[c];
      falls[c] = Math.max(0, whole - score(without));
      total += falls[c];
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int c = 0; c < row.length; c++) {
      shares.put(signals.get(c), total > 0 ? falls[c] / total : 0);
    }
    return shares;
  }

  void write(DataOutputStream out) throws IOException {
    forest.write(out);
    out.writeDouble(limit);
    for (int c = 0; c < medians.length; c++) {
      out.writeDouble(medians[c]);
      out.writeDouble(deviations[c]);
    }
    out.writeInt(rows);
    out.writeLong(trained.toEpochMilli());
    out.writeUTF(digest);
  }

  /** @throws IOException if it is no forest, or not the one that the digest names */
  static TrainedForest read(DataInputStream in) throws IOException {
    IsolationForest forest = IsolationForest.read(in);
    double limit = in.readDouble();
    double[] medians = new double[forest.columns()];
    double[] deviations = new double[forest.columns()];
    for (int c = 0; c < medians.length; c++) {
      medians[c] = in.readDouble();
      deviations[c] = in.readDouble();
    }
    TrainedForest read = new TrainedForest(forest, limit, medians, deviations, in.readInt(), Instant.ofEpochMilli(in.readLong()), in.readUTF());
    if (!read.digest.equals(digest(forest, limit, medians, deviations))) {
      throw new IOException("the forest is not the one with the digest " + read.digest);
    }
    return read;
  }

  private static String digest(IsolationForest forest, double limit, double[] medians, double[] deviations) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      forest.write(out);
      out.writeDouble(limit);
      for (int c = 0; c < medians.length; c++) {
        out.writeDouble(medians[c]);
        out.writeDouble(deviations[c]);
      }
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
