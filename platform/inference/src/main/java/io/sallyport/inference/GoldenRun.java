package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;
import java.util.List;

/**
 * A golden vector, run as any other call.
 *
 * @param what what the vector shows, if its author says so
 * @param nanos time in the engine, in nanoseconds
 */
public record GoldenRun(ModelIdentity model, int vector, String what, double tolerance, List<Difference> outputs, long nanos) {
  public GoldenRun {
    outputs = List.copyOf(outputs);
  }

  /**
   * The largest difference in one output, relative to {@code max(1, |expected|)}.
   *
   * @param index where it was found, in row-major order
   */
  public record Difference(String output, double difference, int index, double expected, double observed) {}

  public boolean passed() {
    return outputs.stream().allMatch(one -> one.difference() <= tolerance);
  }
}
