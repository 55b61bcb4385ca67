package io.sallyport.identity.internal;

import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

/**
 * Logs people in against the {@link Realm} given as option {@link #REALM}; a new instance serves each login. What it gives are not the roles
 * of that moment but principals that ask {@link #IDENTITY} each time.
 */
public final class SallyportLoginModule implements LoginModule {
  /** Option: the realm itself. */
  static final String REALM = "io.sallyport.identity.realm";

  /** Option: what the login asks while it is open, a {@link LiveIdentity}. */
  static final String IDENTITY = "io.sallyport.identity.live";
  /** Option: told of each action of a login that is over, a {@code BiConsumer<String, Refusal>}. */
  static final String REFUSED = "io.sallyport.identity.refused";

  private final Set<Principal> principals = new HashSet<>();
  private Subject subject;
  private CallbackHandler callbacks;
  private Realm realm;
  private LiveIdentity identity;
  private BiConsumer<String, Refusal> refused;
  private User user;
  private long epoch;

  @Override
  @SuppressWarnings("unchecked") // of SallyportJaasRealm alone
  public void initialize(Subject subject, CallbackHandler callbacks, Map<String, ?> shared, Map<String, ?> options) {
    this.subject = subject;
    this.callbacks = callbacks;
    this.realm = (Realm) options.get(REALM);
    this.identity = (LiveIdentity) options.get(IDENTITY);
    this.refused = (BiConsumer<String, Refusal>) options.get(REFUSED);
  }

  @Override
  public boolean login() throws LoginException {
    NameCallback name = new NameCallback("User: ");
    PasswordCallback password = new PasswordCallback("Password: ", false);
    try {
      callbacks.handle(new Callback[] {name, password});
    } catch (IOException | UnsupportedCallbackException e) {
      throw (LoginException) new LoginException("cannot ask for user and password").initCause(e);
    }
    if (name.getName() == null || password.getPassword() == null) {
      throw new FailedLoginException("no user or password");
    }
    char[] given = password.getPassword();
    try {
      epoch = identity.epoch(name.getName());
      AuthenticationResult result = realm.login(name.getName(), given, source());
      if (result instanceof AuthenticationResult.Authenticated ok) {
        user = ok.user();
        return true;
      }
      throw new FailedLoginException(((AuthenticationResult.Refused) result).refusal().message());
    } catch (RefusedException e) {
      throw (LoginException) new LoginException(e.getMessage()).initCause(e);
    } finally {
      Arrays.fill(given, '\0');
      password.clearPassword();
    }
  }

  private String source() {
    return subject.getPrincipals(ClientPrincipal.class).stream().map(Principal::getName).findFirst().orElse("jaas");
  }

  @Override
  public boolean commit() {
    if (user == null) {
      return false;
    }
    principals.add(new UserPrincipal(user.id()));
    LiveLogin login = new LiveLogin(user.id(), epoch, identity, refused);
    principals.add(login);
    KarafRoles.ALL.forEach(role -> principals.add(new LiveRole(role, login)));
    subject.getPrincipals().addAll(principals);
    return true;
  }

  @Override
  public boolean abort() {
    user = null;
    return true;
  }

  @Override
  public boolean logout() {
    subject.getPrincipals().removeAll(principals);
    principals.clear();
    user = null;
    return true;
  }
}
