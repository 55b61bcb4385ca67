package io.sallyport.vault.tck;

import io.sallyport.trust.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * How a package stands by its TCK report, as verified against the metadata in force.
 *
 * @param report as read; empty if there is none or it cannot be read
 * @param signers ids of keys of the vouching role that signed it
 * @param fault why the report proves nothing: SP-MEDIUM-0060 none or unreadable, 0061 not signed by a key of the role that vouches for the
 *     package, 0062 about other content, 0063 a rule failed; empty = it is good
 */
public record TckStanding(Optional<TckReport> report, List<String> signers, Optional<Refusal> fault) {
  public TckStanding {
    signers = List.copyOf(signers);
  }

  /** In words, one line: {@code passed 31, not applicable 4, by TCK 0.1.0 against API 0.3.0}, or the fault. */
  public String line() {
    String counts = report.map(found -> "passed " + found.count(RuleOutcome.Verdict.PASSED) + ", failed " + found.count(RuleOutcome.Verdict.FAILED) + ", not applicable "
        + found.count(RuleOutcome.Verdict.NOT_APPLICABLE) + ", by TCK " + found.tck() + " against API " + found.api()).orElse("none");
    return fault.map(refusal -> counts + " – " + refusal.code() + ": " + refusal.what()).orElse(counts);
  }
}
