package io.sallyport.inference.engine;

import java.time.Duration;

/** What came of loading and running a model in a process of its own. */
public sealed interface TrialOutcome {
  /**
   * It loads and answers.
   *
   * @param cpu processor time of the whole process, about
   * @param memory the most that the model was seen to take, in bytes
   */
  record Passed(Duration cpu, long memory) implements TrialOutcome {}

  /**
   * The engine says that it does not.
   *
   * @param loaded whether it was a run that failed, and not the loading
   * @param what the engine's own message
   */
  record Failed(boolean loaded, String what) implements TrialOutcome {}

  /**
   * It took more memory than it may, and was ended.
   *
   * @param loaded whether it was a run that took it, and not the loading
   * @param taken bytes beyond what the process takes without a model, when it was ended
   */
  record OutOfMemory(boolean loaded, long taken) implements TrialOutcome {}

  /**
   * It neither loaded nor answered in time, and was ended.
   *
   * @param loaded whether it was a run that did not end, and not the loading
   * @param cpu processor time that it had taken
   */
  record OutOfTime(boolean loaded, Duration cpu) implements TrialOutcome {}

  /**
   * The process ended before its time: in the appliance, the appliance would have.
   *
   * @param loaded whether it was a run that did it, and not the loading
   * @param how the signal or the exit status
   */
  record Crashed(boolean loaded, String how) implements TrialOutcome {}

  /** There was no trial: the process could not be started, or did not come up without the model. */
  record NotRun(String why) implements TrialOutcome {}
}
