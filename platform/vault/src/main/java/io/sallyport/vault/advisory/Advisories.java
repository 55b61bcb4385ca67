package io.sallyport.vault.advisory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The advisories that the trusted vendor metadata names and the vault holds.
 *
 * @param files how many files; 0 = nothing is known, which does not mean that nothing is wrong
 * @param records each id once, as last modified; ordered by id
 * @param assessments what the vendor says of some, the latest first
 */
public record Advisories(int files, List<Advisory> records, List<Assessment> assessments) {
  public Advisories {
    records = records.stream().collect(java.util.stream.Collectors.toMap(Advisory::id, record -> record, (one, other) -> one.modified().isBefore(other.modified()) ? other : one,
        java.util.TreeMap::new)).values().stream().toList();
    assessments = assessments.stream().sorted(Comparator.comparing(Assessment::modified).reversed()).toList();
  }

  /** What the vendor says last of a vulnerability in a version of a component. */
  public Optional<Assessment> assessment(Advisory advisory, String purl, String version) {
    return assessments.stream().filter(each -> each.isAbout(advisory, purl, version)).findFirst();
  }

  /** When the newest record was last modified. */
  public Optional<Instant> newest() {
    return records.stream().map(Advisory::modified).max(Comparator.naturalOrder());
  }
}
