package io.sallyport.vault.tck;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.SemVer;
import java.util.Optional;

/**
 * What a site demands of a package that is to come in: a good report, by a TCK no older than this.
 *
 * @param minimum least version of the TCK
 */
public record TckDemand(SemVer minimum) {
  /**
   * @param where names the package
   * @throws RefusedException SP-MEDIUM-0060 to 0063 for what {@link TckStanding#fault} says, 0064 for a report of an older TCK
   */
  public void require(TckStanding standing, String where) {
    standing.fault().ifPresent(fault -> {
      throw new RefusedException(new Refusal(fault.code(), "the site demands a passing, signed TCK report: " + fault.what(), where, fault.next()));
    });
    String version = standing.report().orElseThrow().tck();
    Optional<SemVer> tck = SemVer.parse(version);
    if (tck.isEmpty() || tck.get().compareTo(minimum) < 0) {
      throw new RefusedException(new Refusal("SP-MEDIUM-0064", "the site demands a report of TCK " + minimum + " or later, this one is of " + version, where,
          "ask the publisher to run the present TCK on it and to release it again"));
    }
  }
}
