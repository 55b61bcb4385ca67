package io.sallyport.signedrepo;

import io.sallyport.trust.Algorithm;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Role;
import io.sallyport.trust.TufKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of one role, of both kinds. The threshold holds for each kind.
 *
 * @param classical Ed25519 and P-256
 * @param postQuantum ML-DSA-87, if there are any
 */
public record RoleKeys(List<TufKey> classical, Optional<Quorum> postQuantum, int threshold) {
  /**
   * Sorts keys by kind.
   *
   * @throws io.sallyport.trust.RefusedException SP-TOOL-0018 if a kind that is there has fewer keys than the threshold
   */
  public static RoleKeys of(List<TufKey> keys, int threshold, String role) {
    List<TufKey> classical = new ArrayList<>(keys);
    List<TufKey> postQuantum = keys.stream().filter(key -> key.algorithm().filter(Algorithm::postQuantum).isPresent()).toList();
    classical.removeAll(postQuantum);
    for (List<TufKey> kind : List.of(classical, postQuantum)) {
      boolean absent = kind.isEmpty() && !keys.isEmpty();
      if (!absent && (threshold < 1 || threshold > kind.stream().distinct().count())) {
        throw ToolRefusals.refuse("SP-TOOL-0018", "a threshold of " + threshold + " cannot be met by " + kind.size() + " keys of one kind", "role " + role, "give more keys or a lower threshold");
      }
    }
    return new RoleKeys(List.copyOf(classical), postQuantum.isEmpty() ? Optional.empty() : Optional.of(PostQuantum.quorum(postQuantum, threshold)), threshold);
  }

  /** The keys that a delegation gives a role now. */
  public static List<TufKey> present(Role role) {
    return role.quorums().stream().flatMap(quorum -> quorum.keyids().stream().map(quorum.keys()::get)).filter(Objects::nonNull).toList();
  }

  /** Keyids and threshold as TUF writes them; the classical kind. */
  JsonObject toJson() {
    return JsonObject.builder().put("keyids", classical.stream().map(TufKey::id).toList()).put("threshold", threshold).build();
  }
}
