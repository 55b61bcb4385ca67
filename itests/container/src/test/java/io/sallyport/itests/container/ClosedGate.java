package io.sallyport.itests.container;

import io.sallyport.gate.Anchor;
import io.sallyport.gate.GateControl;
import io.sallyport.gate.GateRefusal;
import io.sallyport.gate.GateStatus;
import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.RootMetadata;
import java.time.Instant;
import java.util.List;

/** Stands where the gate would be: admits nothing. */
final class ClosedGate implements GateControl {
  @Override
  public ReloadReport reload() {
    return new ReloadReport(true, List.of(), 0, 0, List.of(), "");
  }

  @Override
  public List<GateRefusal> refusals(int max) {
    return List.of();
  }

  @Override
  public GateStatus status() {
    return new GateStatus("none", RootMetadata.Purpose.PRODUCTION, 0, List.of(), 0, true, 0, 0, Anchor.ABSENT, Instant.EPOCH);
  }
}
