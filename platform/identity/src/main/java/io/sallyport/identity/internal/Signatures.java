package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.ApproverKeys;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.ESignature;
import io.sallyport.identity.Meaning;
import io.sallyport.identity.Realm;
import io.sallyport.identity.SignedRecord;
import io.sallyport.identity.User;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Signs with the approvers' keys in {@link ApproverKeyFiles}. */
final class Signatures implements ESignature, ApproverKeys {
  private final Realm realm;
  private final ApproverKeyFiles keys;
  private final AuditLog audit;
  private final Clock clock;

  Signatures(Realm realm, ApproverKeyFiles keys, AuditLog audit, Clock clock) {
    this.realm = realm;
    this.keys = keys;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public SignedRecord sign(String userId, char[] password, Meaning meaning, JsonObject record) {
    User user = reauthenticate(userId, password);
    String role = record.optionalString("role").orElse(user.mainRole());
    if (!user.roles().contains(role)) {
      throw refused(user.id(), user.mainRole(), Refusals.notTheirRole(user.id(), role));
    }
    JsonObject manifest = record.toBuilder().put("user", user.id()).put("name", user.name()).put("role", role)
        .put("meaning", meaning.text()).put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).build();
    Signer signer = open(user, password, role).classical();
    return new SignedRecord(manifest, signer.key().id(), HexFormat.of().formatHex(signer.sign(CanonicalJson.encode(manifest))));
  }

  @Override
  public PairedSigner approver(String userId, char[] password) {
    User user = reauthenticate(userId, password);
    return open(user, password, user.mainRole());
  }

  @Override
  public PairedKey create(String userId, char[] password, SignaturePolicy policy) {
    User user = reauthenticate(userId, password);
    PairedKey key = keys.create(user.id(), password, policy).key();
    audit.append(AuditEntry.of("user.key").actor(user.id(), user.mainRole()).action("create approver key").object("user/" + user.id())
        .digest("key", key.id()).build());
    return key;
  }

  private User reauthenticate(String id, char[] password) {
    AuthenticationResult result = realm.authenticate(id, password);
    if (result instanceof AuthenticationResult.Authenticated ok) {
      return ok.user();
    }
    Refusal refusal = ((AuthenticationResult.Refused) result).refusal();
    throw refused(realm.user(id).isPresent() ? id : "unknown", "none", new RefusedException(refusal));
  }

  private PairedSigner open(User user, char[] password, String role) {
    try {
      return keys.open(user.id(), password).map(half -> new AuditedSigner(half, user.id(), role, audit));
    } catch (RefusedException e) {
      throw refused(user.id(), role, e);
    }
  }

  private RefusedException refused(String id, String role, RefusedException why) {
    audit.append(AuditEntry.of("esign.refused").actor(id, role).action("sign").object("record").outcome(Outcome.REFUSED)
        .code(why.refusal().code()).reason(why.refusal().what()).build());
    return why;
  }

  /** Records each signature before it is handed out. */
  private record AuditedSigner(Signer signer, String id, String role, AuditLog audit) implements Signer {
    @Override
    public TufKey key() {
      return signer.key();
    }

    @Override
    public byte[] sign(byte[] message) {
      byte[] signature = signer.sign(message);
      audit.append(AuditEntry.of("esign.signed").actor(id, role).action("sign").object("record").digest("signed", Digests.sha256(message))
          .digest("key", signer.key().id()).build());
      return signature;
    }
  }
}
