package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The newest rows that a forest may be trained on. Not thread-safe. */
final class Rows {
  private final int most;
  private final Deque<double[]> rows = new ArrayDeque<>();

  Rows(int most) {
    this.most = most;
  }

  void add(double[] row) {
    rows.addLast(row);
    while (rows.size() > most) {
      rows.removeFirst();
    }
  }

  boolean isFull() {
    return most > 0 && rows.size() == most;
  }

  int size() {
    return rows.size();
  }

  double[][] all() {
    return rows.toArray(double[][]::new);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(rows.size());
    out.writeInt(rows.isEmpty() ? 0 : rows.peekFirst().length);
    for (double[] row : rows) {
      for (double value : row) {
        out.writeDouble(value);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    int count = in.readInt();
    int columns = in.readInt();
    for (int i = 0; i < count; i++) {
      double[] row = new double[columns];
      for (int c = 0; c < columns; c++) {
        row[c] = in.readDouble();
      }
      add(row);
    }
  }
}
