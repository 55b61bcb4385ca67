package io.sallyport.trust;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Both halves of one signer's private key. Thread-safe as its halves are.
 *
 * @param classical Ed25519 or P-256
 * @param postQuantum ML-DSA-87, if the signer has one
 */
public record PairedSigner(Signer classical, Optional<Signer> postQuantum) {
  /** A classical key alone. */
  public static PairedSigner of(Signer classical) {
    return new PairedSigner(classical, Optional.empty());
  }

  /** The public halves. */
  public PairedKey key() {
    return new PairedKey(classical.key(), postQuantum.map(Signer::key));
  }

  /** The halves, the classical one first. */
  public List<Signer> halves() {
    return Stream.concat(Stream.of(classical), postQuantum.stream()).toList();
  }

  /** The halves whose keys a role has: others prove nothing there. */
  public Signer[] halvesOf(Role role) {
    return halves().stream().filter(half -> role.has(half.key().id())).toArray(Signer[]::new);
  }

  /** The same signer with each half wrapped. */
  public PairedSigner map(UnaryOperator<Signer> wrap) {
    return new PairedSigner(wrap.apply(classical), postQuantum.map(wrap));
  }
}
