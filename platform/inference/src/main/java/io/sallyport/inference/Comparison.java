package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of running a candidate as the shadow of an active version: the same inputs, the answers beside each other.
 *
 * @param since when the first call was compared
 * @param until when the last one was
 * @param compared calls of which both answers were there
 * @param dropped copies that were not taken or not run, because the shadow was busy, the copy was too large, or the log did not record it
 * @param refused copies whose inputs the candidate does not take
 * @param failed runs of the candidate that failed
 * @param reason why the last one was refused or failed; empty if none was
 * @param outputs of both versions, in the active one's order
 * @param decisions empty unless both have a parameter {@code threshold} and an output {@code score} (or a single one) of one value
 * @param activeLatency time in the engine of the calls compared, in seconds
 * @param candidateLatency the same of the candidate's runs
 * @param trouble why the candidate is not healthy as a shadow, if so: since it has been one, more than one run in a thousand failed, or was refused for inputs that the active
 *     version takes
 */
public record Comparison(ModelIdentity active, ModelIdentity candidate, Instant since, Instant until, long compared, long dropped, long refused, long failed,
    String reason, List<Output> outputs, Optional<Decisions> decisions, Histogram activeLatency, Histogram candidateLatency,
    Optional<String> trouble) {
  public Comparison {
    outputs = List.copyOf(outputs);
  }

  /** Of a healthy candidate. */
  public Comparison(ModelIdentity active, ModelIdentity candidate, Instant since, Instant until, long compared, long dropped, long refused, long failed, String reason,
      List<Output> outputs, Optional<Decisions> decisions, Histogram activeLatency, Histogram candidateLatency) {
    this(active, candidate, since, until, compared, dropped, refused, failed, reason, outputs, decisions, activeLatency, candidateLatency, Optional.empty());
  }

  /**
   * How far one output differs.
   *
   * @param values compared
   * @param mean absolute difference of values
   * @param largest absolute difference of two values
   * @param largestActive the active version's value there
   * @param largestCandidate the candidate's
   * @param differences distribution of each call's largest difference, relative to {@code max(1, |active|)}
   * @param incomparable calls in which it was missing or of another shape in one version, or a value was not finite
   */
  public record Output(String name, long values, double mean, double largest, double largestActive, double largestCandidate, Histogram differences,
      long incomparable) {
  }

  /**
   * Whether the score lies above the threshold, each version by its own.
   *
   * @param output which output is the score
   * @param both above in both versions
   * @param neither above in none
   * @param onlyActive above in the active version only: the candidate would keep silent
   * @param onlyCandidate above in the candidate only: it would speak up
   */
  public record Decisions(String output, double activeThreshold, double candidateThreshold, long both, long neither, long onlyActive, long onlyCandidate) {
    /** Decisions that the candidate would change. */
    public long flips() {
      return onlyActive + onlyCandidate;
    }
  }
}
