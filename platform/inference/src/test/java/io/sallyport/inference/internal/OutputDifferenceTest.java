package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputDifferenceTest {
  private static Tensor tensor(float... values) {
    return Tensor.ofFloats(Shape.of(values.length), values);
  }

  @Test
  void findsTheLargestAndTheMean() {
    OutputDifference difference = new OutputDifference("y");
    difference.add(tensor(1, 2, 100), tensor(1, 2, 110));
    difference.add(tensor(1, 2, 3), tensor(1, 2, 3));
    difference.add(tensor(1, 0, 3), tensor(1, 0.5f, 3));
    Comparison.Output report = difference.report();
    assertEquals(9, report.values());
    assertEquals(10.5 / 9, report.mean(), 1e-12);
    assertEquals(10, report.largest());
    assertEquals(100, report.largestActive());
    assertEquals(110, report.largestCandidate());
    assertEquals(3, report.differences().count());
    assertEquals(1L, report.differences().counts().get(0), "the same answer");
    assertEquals(0.1, report.differences().quantile(0.5), "a tenth of 100");
    assertEquals(1, report.differences().quantile(1), "half of at least 1");
  }

  @Test
  void whatCannotBeComparedIsCounted() {
    OutputDifference difference = new OutputDifference("y");
    difference.add(tensor(1), null);
    difference.add(tensor(1), tensor(1, 2));
    difference.add(tensor(1), tensor(Float.NaN));
    assertEquals(3, difference.report().incomparable());
    assertEquals(0, difference.report().values());
  }

  private static ModelDescription model(String version, double threshold, String... outputs) {
    return new ModelDescription(new ModelIdentity("m", version, version), List.of(),
        Arrays.stream(outputs).map(name -> new TensorSpec(name, DataType.FP32, Shape.of(1))).toList(), Map.of("threshold", List.of(threshold)));
  }

  @Test
  void decisionsAreByEachVersionsOwnThreshold() {
    Decision decision = Decision.of(model("1", 1, "score", "other"), model("2", 10, "score")).orElseThrow();
    decision.add(Map.of("score", tensor(2)), Map.of("score", tensor(11)));
    decision.add(Map.of("score", tensor(0)), Map.of("score", tensor(9)));
    decision.add(Map.of("score", tensor(2)), Map.of("score", tensor(9)));
    decision.add(Map.of("score", tensor(0)), Map.of("score", tensor(11)));
    decision.add(Map.of("score", tensor(0)), Map.of("score", tensor(12)));
    assertEquals(new Comparison.Decisions("score", 1, 10, 1, 1, 1, 2), decision.report());
    assertEquals(3, decision.report().flips());
  }

  @Test
  void withoutOneScoreNothingIsDecided() {
    assertTrue(Decision.of(model("1", 1, "a", "b"), model("2", 1, "a", "b")).isEmpty());
    assertTrue(Decision.of(model("1", 1, "a"), model("2", 1, "b")).isEmpty());
    assertTrue(Decision.of(model("1", 1, "a"), model("2", 1, "a")).isPresent());
  }
}
