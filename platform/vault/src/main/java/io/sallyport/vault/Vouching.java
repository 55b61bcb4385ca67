package io.sallyport.vault;

/**
 * Who vouches for a package, by the vendor metadata in force.
 *
 * @param role {@code targets}, or the delegated role of a partner
 * @param signatures valid signatures of different keys
 * @param threshold how many are needed
 */
public record Vouching(String role, int signatures, int threshold) {
}
