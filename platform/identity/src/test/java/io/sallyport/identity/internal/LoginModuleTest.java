package io.sallyport.identity.internal;

import static io.sallyport.identity.internal.Site.ADA;
import static io.sallyport.identity.internal.Site.QUINN;
import static io.sallyport.identity.internal.Site.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.Login;
import io.sallyport.identity.Realm;
import io.sallyport.trust.Refusal;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through the JDK's own LoginContext. */
class LoginModuleTest {
  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(directory);
    site.realm.enrol(QUINN, word("quinn's password"));
    site.realm.enrol(ADA, word("ada's password"));
  }

  @Test
  void givesPrincipalsThatKarafUnderstands() throws Exception {
    Subject subject = login("quinn", "quinn's password");
    assertEquals("quinn", subject.getPrincipals(UserPrincipal.class).iterator().next().getName());
    assertEquals(Set.of("quality", "ssh", "viewer"), roles(subject));
    assertEquals(Set.of("admin", "group", "manager", "ssh", "systembundles", "viewer"), roles(login("ada", "ada's password")));
    assertEquals("login.succeeded", site.audit.last().type());
    assertTrue(site.audit.last().source().orElseThrow().contains("127.0.0.1"));
  }

  @Test
  void refusesAndRecords() {
    assertThrows(LoginException.class, () -> login("quinn", "wrong wrong"));
    assertEquals("login.failed", site.audit.last().type());
    assertThrows(LoginException.class, () -> login("nobody", "wrong wrong"));
    assertEquals("login.failed", site.audit.last().type());
  }

  @Test
  void noRecordNoLogin() {
    site.audit.fail(true);
    assertThrows(LoginException.class, () -> login("quinn", "quinn's password"));
  }

  @Test
  void logoutTakesThePrincipalsAway() throws Exception {
    Subject subject = new Subject();
    LoginContext context = context(subject, "quinn", "quinn's password", site.realm);
    context.login();
    context.logout();
    assertEquals(Set.of(), subject.getPrincipals());
  }

  @Test
  void rolesAreThoseOfTheMomentInBothDirections() throws Exception {
    Subject subject = login("quinn", "quinn's password");
    site.realm.changeRoles("quinn", Set.of("quality", "integrator"), "ada");
    assertEquals(Set.of("integrator", "manager", "quality", "ssh", "viewer"), roles(subject));
    site.realm.changeRoles("quinn", Set.of("integrator"), "ada");
    assertOver("SP-IDENTITY-0033", subject);
    assertEquals(Set.of("integrator", "manager", "ssh", "viewer"), roles(login("quinn", "quinn's password")), "logs in again");
  }

  @Test
  void aLoginIsOverWhenAccessEndsAndSaysByWhom() throws Exception {
    Subject subject = login("quinn", "quinn's password");
    Subject other = login("ada", "ada's password");
    site.realm.disable("quinn", "ada");
    SecurityException refusal = assertOver("SP-IDENTITY-0030", subject);
    assertTrue(refusal.getMessage().contains("by ada at 2026-11-24T08:55:17Z"), refusal::getMessage);
    assertEquals("session.refused", site.audit.last().type());
    assertEquals("SP-IDENTITY-0030", site.audit.last().code().orElseThrow());
    assertTrue(roles(other).contains("admin"), "nobody else's");
  }

  @Test
  void aRefusalThatCannotBeRecordedIsOneAllTheSame() throws Exception {
    Subject subject = login("quinn", "quinn's password");
    site.realm.disable("quinn", "ada");
    site.audit.fail(true);
    assertOver("SP-IDENTITY-0030", subject);
  }

  @Test
  void aChangedPasswordEndsTheOtherLoginsAndNotTheOneInWhichItWasChanged() throws Exception {
    Subject own = login("quinn", "quinn's password");
    Subject other = login("quinn", "quinn's password");
    site.realm.changePassword(Login.of(own).orElseThrow(), word("quinn's password"), word("quinn's second"));
    assertTrue(roles(own).contains("quality"));
    assertOver("SP-IDENTITY-0031", other);
    site.realm.changePassword("quinn", word("quinn's second"), word("quinn's third"));
    assertOver("SP-IDENTITY-0031", own);
  }

  @Test
  void aLoginWhosePasswordCheckASecondChangeOvertookIsOver() throws Exception {
    Subject subject = login("quinn", "quinn's password", () -> site.realm.disable("quinn", "ada"));
    assertOver("SP-IDENTITY-0030", subject);
  }

  @Test
  void aLockIsNoEnd() throws Exception {
    Subject subject = login("quinn", "quinn's password");
    for (int i = 0; i <= Lockout.FREE_FAILURES; i++) {
      site.realm.authenticate("quinn", word("wrong wrong"));
    }
    assertTrue(roles(subject).contains("quality"));
  }

  private static SecurityException assertOver(String code, Subject subject) {
    SecurityException refusal = assertThrows(SecurityException.class, () -> roles(subject));
    assertTrue(refusal.getMessage().startsWith(code), refusal::getMessage);
    assertEquals(code, Login.of(subject).orElseThrow().over().orElseThrow().code());
    return refusal;
  }

  private Subject login(String user, String password) throws LoginException {
    Subject subject = new Subject();
    subject.getPrincipals().add(new ClientPrincipal("ssh", "127.0.0.1"));
    context(subject, user, password, site.realm).login();
    return subject;
  }

  /** @param meanwhile happens between the check of the password and the end of the login */
  private Subject login(String user, String password, Runnable meanwhile) throws LoginException {
    Realm slow = (Realm) Proxy.newProxyInstance(Realm.class.getClassLoader(), new Class<?>[] {Realm.class}, (proxy, method, arguments) -> {
      Object result = method.invoke(site.realm, arguments);
      meanwhile.run();
      return result;
    });
    Subject subject = new Subject();
    context(subject, user, password, slow).login();
    return subject;
  }

  private LoginContext context(Subject subject, String user, String password, Realm realm) throws LoginException {
    CallbackHandler answers = callbacks -> {
      for (Callback callback : callbacks) {
        if (callback instanceof NameCallback name) {
          name.setName(user);
        } else if (callback instanceof PasswordCallback word) {
          word.setPassword(password.toCharArray());
        }
      }
    };
    Configuration configuration = new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {new AppConfigurationEntry(SallyportLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED,
            Map.of(SallyportLoginModule.REALM, realm, SallyportLoginModule.IDENTITY, site.realm,
                SallyportLoginModule.REFUSED, (BiConsumer<String, Refusal>) new RefusedActions(site.audit, site.clock())::record))};
      }
    };
    return new LoginContext(SallyportJaasRealm.NAME, subject, answers, configuration);
  }

  private static Set<String> roles(Subject subject) {
    return subject.getPrincipals(RolePrincipal.class).stream().map(Principal::getName).filter(name -> !name.startsWith("(")).collect(Collectors.toCollection(TreeSet::new));
  }
}
