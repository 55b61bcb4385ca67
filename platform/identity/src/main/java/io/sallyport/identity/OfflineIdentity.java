package io.sallyport.identity;

import io.sallyport.audit.AuditLog;
import io.sallyport.identity.internal.IdentityComponent;
import io.sallyport.identity.internal.TokensComponent;
import java.nio.file.Path;

/**
 * Accounts and approver keys of an appliance that does not run, for commissioning.
 *
 * @param realm the accounts
 * @param approverKeys keys that rest on the appliance
 * @param signatures signing with them
 * @param tokens of programs
 */
public record OfflineIdentity(Realm realm, ApproverKeys approverKeys, ESignature signatures, Tokens tokens) {
  /** @param data the data directory */
  public static OfflineIdentity open(Path data, AuditLog audit) {
    IdentityComponent identity = new IdentityComponent(data, audit);
    return new OfflineIdentity(identity, identity, identity, new TokensComponent(data, audit));
  }
}
