package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.vault.VaultPackage;

/** The commit point: the running pointer names the new generation. */
final class CommitStep implements Step {
  static final String NAME = "commit";
  private final Parts parts;

  CommitStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return 90;
  }

  @Override
  public String run(Swap swap) {
    Swap.Request request = swap.request();
    Site site = parts.site();
    parts.audit().append(Records.generation(request.rollback() ? "generation.rolledback" : "generation.applied", request.rollback() ? "roll back" : "apply", request.generation(),
        request.actor(), request.correlation()).before(state(request.base(), request.before())).after(state(request.generation(), request.after())).build());
    RunningPointer now = site.running();
    site.point(request.generation(), site.repository().generation(request.generation()).base(), now.admitted());
    return "generation " + request.generation() + " runs";
  }

  private static JsonObject state(int generation, Roster roster) {
    JsonObject.Builder state = JsonObject.builder().put("generation", generation).put("packages", roster.all().stream().limit(500).map(VaultPackage::toString).toList());
    if (!roster.candidates().isEmpty()) {
      state.put("candidates", roster.traffic().stream().limit(100).map(entry -> entry.candidate() + ", " + entry.mode().label() + " " + entry.percent() + " %").toList());
    }
    return state.build();
  }
}
