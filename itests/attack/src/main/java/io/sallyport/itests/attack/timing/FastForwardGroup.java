package io.sallyport.itests.attack.timing;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.appliance.forge.Edition;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.attack.media.RootCases;
import io.sallyport.itests.attack.media.Workshop;
import io.sallyport.trust.Signer;
import java.util.List;
import java.util.Map;

/**
 * With the keys of timestamp and snapshot, versions are set to the largest number there is. That lets nothing in, but shuts the true
 * releases out; a root with new keys for the two roles recovers (TUF 1.0.34 section 5.3.11). Changes what the appliance trusts: last.
 */
public final class FastForwardGroup implements Group {
  private static final Case CASE = new Case("fast-forward", "versions set to the largest number shut later releases out, until the vendor's root gives the roles new keys", Guard.IMPORT, "SP-TRUST-0025");

  @Override
  public String title() {
    return "Fast forward";
  }

  @Override
  public List<Case> cases() {
    return List.of(CASE);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Workshop shop = new Workshop(target);
    AuditEntries entries = new AuditEntries(target.appliance(), "medium.refused");
    int known = entries.count();
    take(target, far(shop.edition()).publish()).orFail();
    Result shut = take(target, targets(shop.edition()).publish());
    Signer timestamp = Stranger.key();
    Signer snapshot = Stranger.key();
    Result recovered = take(target, targets(shop.edition()).root(signed -> RootCases.keys("snapshot", List.of(snapshot), 1).apply(RootCases.keys("timestamp", List.of(timestamp), 1).apply(signed)))
        .signers("timestamp", timestamp).signers("snapshot", snapshot).publish());
    boolean audited = entries.newer(known, CASE.code()).isPresent();
    return Map.of(CASE, new Outcome(!shut.succeeded() && recovered.succeeded() && !target.codeRan(), shut.code().orElse(""), audited, recovered.succeeded() ? shut.text() : "NOT RECOVERED: " + recovered.text()));
  }

  private static Edition far(Edition edition) {
    return targets(edition).edit("snapshot", signed -> signed.toBuilder().put("version", Long.MAX_VALUE - 1).build())
        .edit("timestamp", signed -> signed.toBuilder().put("version", Long.MAX_VALUE).build());
  }

  /** Beyond what the attacks before have released. */
  private static Edition targets(Edition edition) {
    return edition.edit("targets", signed -> signed.toBuilder().put("version", signed.integer("version") + 100).build());
  }

  private static Result take(Target target, Media medium) {
    return target.as(User.ADA, "medium:import " + medium.folder());
  }
}
