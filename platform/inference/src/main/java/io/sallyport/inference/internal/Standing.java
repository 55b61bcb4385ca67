package io.sallyport.inference.internal;

import io.sallyport.trust.Refusal;
import java.util.Optional;

/**
 * How a loaded version fares since it was activated.
 *
 * @param trouble why it is not healthy, if so
 * @param counts in words
 */
record Standing(Figures.Since since, Optional<String> trouble, String counts) {
  /** More failed runs than one in so many make a version unhealthy. */
  private static final long CALLS_PER_ERROR = 1_000;
  /** From so many answers on, a version most of whose outputs stray is unhealthy. */
  private static final long ENOUGH_CALLS = 20;

  /** @param shadow why it is not healthy as a shadow, if it is one */
  static Standing of(ServedModel model, Optional<String> shadow) {
    Figures.Since since = model.figures().sinceActivated();
    String counts = since.calls() + " answers, " + since.errors() + " failed, " + since.strays() + " with outputs beyond the range of the golden vectors";
    Optional<String> own = model.loaded().trouble().map(Refusal::message);
    return new Standing(since, own.isPresent() ? own : own(model, since).or(() -> shadow), counts);
  }

  private static Optional<String> own(ServedModel model, Figures.Since since) {
    if (model.breaker().isOpen()) {
      return Optional.of("suspended after " + Breaker.FAILURES + " failures in a row");
    }
    if (since.errors() * CALLS_PER_ERROR > since.calls()) {
      return Optional.of("more than one call in " + CALLS_PER_ERROR + " fails");
    }
    return since.calls() >= ENOUGH_CALLS && since.strays() * 2 > since.calls() ? Optional.of("most outputs are beyond the range of the golden vectors") : Optional.empty();
  }
}
