package io.sallyport.capability.anomalydetection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of the documentation hold, on the real data. */
class EvaluationTest {
  @Test
  void aForestTrainedOnNormalRowsTellsFaultsThatItNeverSaw() {
    Shuttle shuttle = Shuttle.read();
    Evaluation.RowResult forest = Evaluation.forest(shuttle, 4_000, Map.of(), Evaluation.Half.TEST);
    assertTrue(forest.area() > 0.965, forest.toString());
    assertTrue(forest.falseAlarms() < 0.006 && forest.precision() > 0.96, forest.toString());
    assertTrue(forest.found().get("Bypass") > 0.99 && forest.found().get("Fpv.Open") > 0.65 && forest.found().get("High") > 0.3, forest.toString());
    Evaluation.RowResult robust = Evaluation.robust(shuttle, 4_000, Evaluation.Half.TEST);
    assertTrue(robust.falseAlarms() < 0.015 && robust.found().get("Fpv.Open") > 0.99, robust.toString());
  }

  @Test
  void faultsPutIntoTheDemandAreFoundAndTheDemandItselfIsNot() {
    List<Evaluation.FaultResult> results = Evaluation.faults();
    assertFalse(results.get(0).found(), "no fault: " + results.get(0));
    assertTrue(results.subList(1, results.size()).stream().allMatch(Evaluation.FaultResult::found), results.toString());
    assertTrue(results.stream().allMatch(result -> result.falseInsights() <= 1), results.toString());
    assertEquals(2, results.get(1).delay(), "three samples in a row");
  }
}
