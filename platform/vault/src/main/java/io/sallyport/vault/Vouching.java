package io.sallyport.vault;

import io.sallyport.trust.Quorum;
import java.util.List;
import java.util.Optional;

/**
 * Who vouches for a package, by the vendor metadata in force.
 *
 * @param role {@code targets}, or the delegated role of a partner
 * @param signatures valid signatures of different classical keys
 * @param threshold how many are needed
 * @param postQuantum the same for ML-DSA-87 keys, if the role has any
 * @param signers ids of the classical keys with a valid signature
 * @param others ids of the role's further classical keys
 */
public record Vouching(String role, int signatures, int threshold, Optional<Quorum.Count> postQuantum, List<String> signers, List<String> others) {
  public Vouching {
    signers = List.copyOf(signers);
    others = List.copyOf(others);
  }

  /** How many signatures of classical keys are still missing. */
  public int missing() {
    return Math.max(0, threshold - signatures);
  }
}
