package io.sallyport.identity.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.identity.ApproverKeys;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.ESignature;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.identity.Meaning;
import io.sallyport.identity.Realm;
import io.sallyport.identity.SignedRecord;
import io.sallyport.identity.User;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.SignaturePolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Provides realm, e-signature and approver keys of this appliance. Thread-safe. */
@Component(service = {Realm.class, LiveIdentity.class, ESignature.class, ApproverKeys.class}, immediate = true)
public final class IdentityComponent implements Realm, LiveIdentity, ESignature, ApproverKeys {
  private final LocalRealm realm;
  private final Signatures signatures;

  @Activate
  public IdentityComponent(BundleContext context, @Reference AuditLog audit) {
    this(data(context), audit);
  }

  /** Without the framework, for commissioning. */
  public IdentityComponent(Path data, AuditLog audit) {
    Clock clock = Clock.systemUTC();
    ApproverKeyFiles keys = new ApproverKeyFiles(data.resolve("keys").resolve("approvers"));
    realm = new LocalRealm(new AccountFile(data.resolve("site").resolve("users.json"), audit), keys, audit, clock, PasswordHash.DEFAULT_ITERATIONS);
    signatures = new Signatures(realm, keys, audit, clock);
  }

  static Path data(BundleContext context) {
    String property = context.getProperty("sallyport.data");
    if (property == null || property.isBlank()) {
      throw Refusals.refuse("SP-IDENTITY-0010", "the property sallyport.data is not set", "appliance configuration",
          "start the appliance with bin/sallyport");
    }
    return Path.of(property);
  }

  @Override
  public Optional<User> user(String id) {
    return realm.user(id);
  }

  @Override
  public List<User> users() {
    return realm.users();
  }

  @Override
  public AuthenticationResult authenticate(String id, char[] password) {
    return realm.authenticate(id, password);
  }

  @Override
  public AuthenticationResult login(String id, char[] password, String source) {
    return realm.login(id, password, source);
  }

  @Override
  public void enrol(User user, char[] password, String by) {
    realm.enrol(user, password, by);
  }

  @Override
  public void disable(String id, String by) {
    realm.disable(id, by);
  }

  @Override
  public void changePassword(String id, char[] old, char[] fresh) {
    realm.changePassword(id, old, fresh);
  }

  @Override
  public void changePassword(Login own, char[] old, char[] fresh) {
    realm.changePassword(own, old, fresh);
  }

  @Override
  public void changeRoles(String id, Set<String> roles, String by) {
    realm.changeRoles(id, roles, by);
  }

  @Override
  public Optional<User> current(String id) {
    return realm.current(id);
  }

  @Override
  public long epoch(String id) {
    return realm.epoch(id);
  }

  @Override
  public Optional<Refusal> over(String id, long epoch) {
    return realm.over(id, epoch);
  }

  @Override
  public void left(Login login) {
    realm.left(login);
  }

  @Override
  public Runnable watch(Consumer<String> changed) {
    return realm.watch(changed);
  }

  @Override
  public SignedRecord sign(String userId, char[] password, Meaning meaning, JsonObject record) {
    return signatures.sign(userId, password, meaning, record);
  }

  @Override
  public PairedSigner approver(String userId, char[] password) {
    return signatures.approver(userId, password);
  }

  @Override
  public PairedKey create(String userId, char[] password, SignaturePolicy policy) {
    return signatures.create(userId, password, policy);
  }
}
