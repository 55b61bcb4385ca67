package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Comparison;
import io.sallyport.inference.Histogram;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sums up how far one output differs between two versions. Not thread-safe. */
final class OutputDifference {
  private static final double[] BOUNDS = {0, 1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10};

  private final String name;
  private final long[] calls = new long[BOUNDS.length + 1];
  private double relatives;
  private long values;
  private double sum;
  private double largest;
  private double largestActive;
  private double largestCandidate;
  private long incomparable;

  OutputDifference(String name) {
    this.name = name;
  }

  /** Two answers to one call; null where a version has no such output. */
  void add(Tensor active, Tensor candidate) {
    if (active == null || candidate == null || !active.shape().equals(candidate.shape()) || !Finite.all(active) || !Finite.all(candidate)) {
      incomparable++;
      return;
    }
    ByteBuffer one = active.data();
    ByteBuffer other = candidate.data();
    int count = TensorValues.count(active);
    double relative = 0;
    for (int i = 0; i < count; i++) {
      double a = TensorValues.at(active, one, i);
      double b = TensorValues.at(candidate, other, i);
      double difference = Math.abs(a - b);
      sum += difference;
      relative = Math.max(relative, difference / Math.max(1, Math.abs(a)));
      if (difference > largest) {
        largest = difference;
        largestActive = a;
        largestCandidate = b;
      }
    }
    values += count;
    int place = Arrays.binarySearch(BOUNDS, relative);
    calls[place >= 0 ? place : -place - 1]++;
    relatives += relative;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(name);
    for (long count : calls) {
      out.writeLong(count);
    }
    for (double number : new double[] {relatives, sum, largest, largestActive, largestCandidate}) {
      out.writeDouble(number);
    }
    out.writeLong(values);
    out.writeLong(incomparable);
  }

  static OutputDifference read(DataInputStream in) throws IOException {
    OutputDifference read = new OutputDifference(in.readUTF());
    for (int i = 0; i < read.calls.length; i++) {
      read.calls[i] = in.readLong();
    }
    read.relatives = in.readDouble();
    read.sum = in.readDouble();
    read.largest = in.readDouble();
    read.largestActive = in.readDouble();
    read.largestCandidate = in.readDouble();
    read.values = in.readLong();
    read.incomparable = in.readLong();
    return read;
  }

  String name() {
    return name;
  }

  Comparison.Output report() {
    List<Long> counts = new ArrayList<>();
    for (long count : calls) {
      counts.add(count);
    }
    return new Comparison.Output(name, values, values == 0 ? 0 : sum / values, largest, largestActive, largestCandidate,
        new Histogram(Arrays.stream(BOUNDS).boxed().toList(), counts, relatives), incomparable);
  }
}
