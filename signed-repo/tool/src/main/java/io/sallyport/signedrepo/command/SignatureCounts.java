package io.sallyport.signedrepo.command;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Role;
import java.util.Optional;

/** How many keys of each kind have signed, and how many must. */
record SignatureCounts(Quorum.Count classical, Optional<Quorum.Count> postQuantum) {
  static SignatureCounts of(Role role, Envelope envelope) {
    return new SignatureCounts(role.classical().count(envelope), role.postQuantum().map(quorum -> quorum.count(envelope)));
  }

  JsonObject.Builder addTo(JsonObject.Builder json) {
    json.put("signatures", classical.valid()).put("threshold", classical.threshold());
    postQuantum.ifPresent(count -> json.put("ml_dsa_87", JsonObject.builder().put("signatures", count.valid()).put("threshold", count.threshold()).build()));
    return json;
  }

  /** Such as {@code 1 of 2 signatures, ML-DSA-87 0 of 2}. */
  @Override
  public String toString() {
    return classical + " signatures" + postQuantum.map(count -> ", ML-DSA-87 " + count).orElse("");
  }
}
