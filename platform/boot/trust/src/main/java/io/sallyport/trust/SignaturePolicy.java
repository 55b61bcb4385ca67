package io.sallyport.trust;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which signatures a repository counts (ADR 0007). Its root says which; it holds for every signature below the root. */
public enum SignaturePolicy {
  /** TUF's own thresholds. */
  CLASSICAL("classical", true, false),
  /** TUF's thresholds and the ML-DSA-87 thresholds of the same roles. */
  HYBRID("hybrid", true, true),
  /** The ML-DSA-87 thresholds; classical signatures are there for stock clients only. */
  PQ_ONLY("pq-only", false, true);

  private final String word;
  private final boolean classical;
  private final boolean postQuantum;

  SignaturePolicy(String word, boolean classical, boolean postQuantum) {
    this.word = word;
    this.classical = classical;
    this.postQuantum = postQuantum;
  }

  /** The policy that metadata and people call so. */
  public static Optional<SignaturePolicy> of(String word) {
    return Arrays.stream(values()).filter(policy -> policy.word.equals(word)).findFirst();
  }

  /** Whether ML-DSA-87 signatures are needed. */
  public boolean needsPostQuantum() {
    return postQuantum;
  }

  /**
   * The quorums that must be met for a role.
   *
   * @throws RefusedException SP-TRUST-0082 if the policy needs ML-DSA-87 keys and the role has none
   */
  List<Quorum> counted(Role role) {
    if (!postQuantum) {
      return List.of(role.classical());
    }
    Quorum quorum = role.postQuantum().orElseThrow(() -> Refusals.refuse("SP-TRUST-0082", "the policy is " + word + ", and the role has no ML-DSA-87 keys", "role " + Text.shown(role.name()),
        "have the delegation made again with ML-DSA-87 keys"));
    return classical ? List.of(role.classical(), quorum) : List.of(quorum);
  }

  @Override
  public String toString() {
    return word;
  }
}
