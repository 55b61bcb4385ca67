package io.sallyport.provision.internal.apply;

import io.sallyport.trust.site.RunningPointer;
import java.util.List;

/** Takes the generation left out of those admitted. */
final class FinishStep implements Step {
  private final Parts parts;

  FinishStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "finish";
  }

  @Override
  public int order() {
    return 110;
  }

  @Override
  public String run(Swap swap) {
    RunningPointer now = parts.site().running();
    parts.site().point(now.running(), now.previous(), List.of(now.running()));
    return parts.gate().reload().removed() + " bundles no longer admitted";
  }
}
