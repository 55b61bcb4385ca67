package io.sallyport.provision;

import io.sallyport.audit.Actor;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.SiteRoot;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The site root: who approves at this site, and how that changes (ADR 0006). A service of the platform. Thread-safe. */
@ProviderType
public interface SiteAuthority {
  /** The root in force; empty before the site is commissioned. */
  Optional<SiteRoot> root();

  /**
   * The root in force, the appliance's public key and every approved generation, as the file from which the next root is made elsewhere.
   *
   * @param next the policy that it is to have: under {@code hybrid} and {@code pq-only} the appliance makes an ML-DSA-87 half of its key, if it has
   *     none, recorded as {@code appliance.key}
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0008, SP-TRUST-0080
   */
  byte[] export(SignaturePolicy next, Actor actor);

  /**
   * Takes the next root, which old and new approvers have signed elsewhere. It must keep what runs and what ran before it; a candidate
   * planned under the old root is void.
   *
   * @return the root now in force
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0011, 0024 or 0050 if it is not properly signed; SP-PLAN-0017 if what runs would stop;
   *     SP-PLAN-0013 if it is another appliance's; recorded as {@code site.refused}
   */
  SiteRoot importRoot(byte[] root, Actor actor);

  /**
   * A waiver, to be signed elsewhere by a higher quorum, that lowers the floor of time to what the clock says now: for a floor that a wrong
   * clock has raised (ADR 0010).
   *
   * @param reason one line
   */
  byte[] timeWaiver(String reason);

  /**
   * Takes a signed waiver and lowers the floor of time. It fits the floor that it names, so it works once.
   *
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0074, 0077 or 0078; recorded as {@code waiver.refused}
   */
  void importTimeWaiver(byte[] waiver, Actor actor);

  /**
   * Accepts that the audit log is not the one that the appliance remembers ({@link io.sallyport.audit.AuditLog#discontinuity}): from now on this
   * one is. Recorded as {@code audit.acknowledged}.
   *
   * @param reason what was found out; one line
   * @throws io.sallyport.trust.RefusedException SP-AUDIT-0022 if there is nothing to acknowledge
   */
  void acknowledgeLog(String reason, Actor actor);
}
