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
 */
public record Advisories(int files, List<Advisory> records) {
  public Advisories {
    records = records.stream().collect(java.util.stream.Collectors.toMap(Advisory::id, record -> record, (one, other) -> one.modified().isBefore(other.modified()) ? other : one,
        java.util.TreeMap::new)).values().stream().toList();
  }

  /** When the newest record was last modified. */
  public Optional<Instant> newest() {
    return records.stream().map(Advisory::modified).max(Comparator.naturalOrder());
  }
}
