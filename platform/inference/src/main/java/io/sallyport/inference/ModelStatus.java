package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.provision.lease.Traffic;
import java.util.Optional;

/**
 * A loaded version and how it fares since it was loaded.
 *
 * @param traffic of the candidate: what part it has in live traffic
 * @param calls answers given
 * @param errors runs that failed by the version's own fault
 * @param refused calls refused for their inputs
 * @param medianMicros half of the runs took no longer in the engine, in microseconds (to about 6 %); 0 without runs
 * @param p99Micros the same for 99 of 100 runs
 * @param trouble why it is not healthy, if so: suspended, failing, straying, out of reach, or failing as a shadow
 */
public record ModelStatus(ModelIdentity identity, State state, Optional<Traffic> traffic, String format, String runtime, long calls, long errors, long refused,
    double medianMicros, double p99Micros, Optional<String> trouble) {
  /** {@code STAGED}: beside the active version, not yet or no longer called. {@code CANDIDATE}: a shadow or a canary beside it. */
  public enum State { STAGED, CANDIDATE, ACTIVE }

  /** Of a healthy version. */
  public ModelStatus(ModelIdentity identity, State state, Optional<Traffic> traffic, String format, String runtime, long calls, long errors, long refused, double medianMicros,
      double p99Micros) {
    this(identity, state, traffic, format, runtime, calls, errors, refused, medianMicros, p99Micros, Optional.empty());
  }
}
