package io.sallyport.verify;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.TargetFile;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was found. Immutable.
 *
 * @param facts what was checked, for programs
 * @param lines the same for people
 * @param inventory every file that somebody signed for
 * @param sbom makes the bill of materials; to be asked only if it is intact
 * @param findings empty if it is intact
 */
record Result(JsonObject facts, List<String> lines, List<TargetFile> inventory, Supplier<JsonObject> sbom, List<Refusal> findings) {
  Result {
    lines = List.copyOf(lines);
    inventory = List.copyOf(inventory);
    findings = List.copyOf(findings);
  }

  /** Nothing of it can be trusted. */
  static Result refused(Refusal refusal) {
    return new Result(JsonObject.builder().build(), List.of(), List.of(), () -> JsonObject.builder().build(), List.of(refusal));
  }

  boolean intact() {
    return findings.isEmpty();
  }
}
