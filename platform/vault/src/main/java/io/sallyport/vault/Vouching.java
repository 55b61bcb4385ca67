package io.sallyport.vault;

import io.sallyport.trust.Quorum;
import java.util.Optional;

/**
 * Who vouches for a package, by the vendor metadata in force.
 *
 * @param role {@code targets}, or the delegated role of a partner
 * @param signatures valid signatures of different classical keys
 * @param threshold how many are needed
 * @param postQuantum the same for ML-DSA-87 keys, if the role has any
 */
public record Vouching(String role, int signatures, int threshold, Optional<Quorum.Count> postQuantum) {
}
