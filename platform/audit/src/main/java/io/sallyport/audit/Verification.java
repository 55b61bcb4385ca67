package io.sallyport.audit;

import java.util.List;
import java.util.Optional;

/**
 * Result of recomputing the whole log from its entries.
 *
 * @param origin of the checkpoint, empty if it cannot be read
 * @param size entries that the checkpoint covers, 0 if it cannot be read
 * @param root tree hash computed from the entries, lower-case hex; empty if entries are unreadable
 * @param findings in the order of the log; at most 100
 */
public record Verification(String origin, long size, String root, List<Finding> findings) {
  public Verification {
    findings = List.copyOf(findings);
  }

  /** Whether every hash and signature agrees. */
  public boolean intact() {
    return findings.isEmpty();
  }

  /** Where it first goes wrong. */
  public Optional<Finding> firstBad() {
    return findings.stream().findFirst();
  }
}
