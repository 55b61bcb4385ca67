package io.sallyport.inference.internal;

import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Optional;

/** What the outcome of a trial means for the version that was tried. What the engine itself says has the code that it has without a trial. */
final class TrialRefusals {
  private static final String RELEASE_AGAIN = "have the publisher release the package again";
  private static final int MEBIBYTE_SHIFT = 20;

  private TrialRefusals() {}

  /** Empty if it passed. */
  static Optional<RefusedException> of(TrialOutcome outcome, TrialRequest request, String where) {
    if (outcome instanceof TrialOutcome.Failed failed) {
      return failed.loaded() ? refusal("SP-MODEL-0046", "in its trial a golden vector fails: " + failed.what(), where, RELEASE_AGAIN)
          : refusal("SP-MODEL-0006", "in its trial the engine refuses the model: " + failed.what(), where, RELEASE_AGAIN);
    }
    if (outcome instanceof TrialOutcome.OutOfMemory memory) {
      return refusal("SP-MODEL-0071", "in its trial it took " + mebibytes(memory.taken()) + " MiB while it " + doing(memory.loaded()) + ", " + mebibytes(request.memory()) + " may be", where,
          "have the publisher declare limits.memory_mib, or release a model that takes less");
    }
    if (outcome instanceof TrialOutcome.OutOfTime time) {
      return refusal("SP-MODEL-0072", "in its trial it " + (time.loaded() ? "had not answered" : "was not loaded") + " after " + time.cpu().toMillis() + " ms of processor time, of " + request.time().toMillis() + ", and was ended", where,
          "have the publisher release a model that loads and answers sooner, or allow more: seconds of io.sallyport.inference.trial");
    }
    if (outcome instanceof TrialOutcome.Crashed crashed) {
      return refusal("SP-MODEL-0073", "in its trial it brought the process down while it " + doing(crashed.loaded()) + ": " + crashed.how(), where, RELEASE_AGAIN);
    }
    if (outcome instanceof TrialOutcome.NotRun not) {
      return refusal("SP-MODEL-0075", "the trial could not be held: " + not.why(), where, "see the log; a trial needs the Java that runs the appliance, room and execution in DATA/cache; then apply again");
    }
    return Optional.empty();
  }

  private static String doing(boolean loaded) {
    return loaded ? "ran" : "was loaded";
  }

  private static long mebibytes(long bytes) {
    return bytes + (1L << MEBIBYTE_SHIFT) - 1 >> MEBIBYTE_SHIFT;
  }

  private static Optional<RefusedException> refusal(String code, String what, String where, String next) {
    return Optional.of(new RefusedException(new Refusal(code, what, where, next)));
  }
}
