package io.sallyport.testkit.example;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.testkit.RecordedModel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values that several tests share. */
public final class Examples {
  private static final UUID ID = UUID.fromString("6d8f5a3e-7a53-4c3b-9a5e-0f5f3f1f2a11");

  private Examples() {}

  public static Insight insight() {
    Evidence evidence = Evidence.ofRule("pressure: above 1 bar", "pressure", 2, 1, "bar", Instant.EPOCH, Instant.EPOCH);
    return new Insight(ID, "pump-1", Severity.HIGH, "too high", Instant.EPOCH, Optional.empty(), evidence, "c-1");
  }

  public static WorkOrderProposal proposal(String key) {
    return new WorkOrderProposal(key, ID, "pump-1", Severity.HIGH, "look", "look at the pump");
  }

  /** A model whose score is its input. */
  public static RecordedModel echo() {
    return RecordedModel.of(Pressure.MODEL, new TensorSpec("x", DataType.FP32, Shape.of(1)), new TensorSpec("y", DataType.FP32, Shape.of(1)), Map.of(),
        inputs -> Map.of("y", inputs.get("x")));
  }
}
