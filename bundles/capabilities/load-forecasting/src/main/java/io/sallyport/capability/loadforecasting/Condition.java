package io.sallyport.capability.loadforecasting;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;

/**
 * Something that lasts and should be known.
 *
 * @param since source time at which it began
 * @param correlation of the inference call behind it
 */
record Condition(Severity severity, String title, Instant since, Evidence evidence, String correlation) {
  /** Whether there is something new for the operator: not each forecast that moves a figure a little. */
  boolean tellsMoreThan(Condition before) {
    return severity != before.severity || !title.equals(before.title);
  }
}
