package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputRangeTest {
  private static final OutputRange RANGE = new OutputRange(List.of(new GoldenVector("", Map.of(), Map.of("y", List.of(1.0, 3.0))),
      new GoldenVector("", Map.of(), Map.of("y", List.of(2.0, 5.0)))));

  /** The span is 1 … 5, widened to −3 … 9. */
  @ParameterizedTest
  @CsvSource({"1, true", "-3, true", "9, true", "9.1, false", "-3.1, false", "NaN, false", "Infinity, false"})
  void widensTheSpanOfTheGoldenVectors(float value, boolean inside) {
    assertEquals(inside, RANGE.holds(Map.of("y", Tensor.ofFloats(Shape.of(2), new float[] {2, value}))));
  }
}
