package io.sallyport.provision;

import java.util.List;

/**
 * A frozen candidate generation and who has signed it.
 *
 * @param missing what approval still lacks, as phrases such as {@code role security}; empty = approved
 * @param stale true if another generation was committed, or the site root changed, since it was planned: it can only be abandoned
 */
public record Candidate(Plan plan, List<Approval> approvals, List<String> missing, boolean stale) {
  public Candidate {
    approvals = List.copyOf(approvals);
    missing = List.copyOf(missing);
  }

  public boolean approved() {
    return missing.isEmpty() && !stale;
  }
}
