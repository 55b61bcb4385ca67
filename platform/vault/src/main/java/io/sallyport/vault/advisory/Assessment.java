package io.sallyport.vault.advisory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the vendor says of a vulnerability in components of its own (CycloneDX VEX, {@code analysis}). It is shown beside what an advisory says, and
 * hides nothing.
 *
 * @param id of the vulnerability
 * @param state such as {@code not_affected exploitable in_triage resolved false_positive}
 * @param justification such as {@code code_not_reachable}, if it gives one
 * @param modified when the statement was last changed
 * @param affected components and versions that the statement is about
 */
public record Assessment(String id, String state, Optional<String> justification, Instant modified, List<Affected> affected) {
  public Assessment {
    affected = List.copyOf(affected);
  }

  /** Whether it is about that vulnerability in that version of that component. */
  public boolean isAbout(Advisory advisory, String purl, String version) {
    return (id.equals(advisory.id()) || advisory.aliases().contains(id)) && affected.stream().anyMatch(each -> each.purl().equals(purl) && each.includes(version));
  }

  /** In words: {@code not affected: code not reachable}. */
  @Override
  public String toString() {
    return state.replace('_', ' ') + justification.map(why -> ": " + why.replace('_', ' ')).orElse("");
  }
}
