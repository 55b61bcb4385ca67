package io.sallyport.identity.internal;

import static io.sallyport.identity.internal.Site.ADA;
import static io.sallyport.identity.internal.Site.QUINN;
import static io.sallyport.identity.internal.Site.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    LoginContext context = context(subject, "quinn", "quinn's password");
    context.login();
    context.logout();
    assertEquals(Set.of(), subject.getPrincipals());
  }

  private Subject login(String user, String password) throws LoginException {
    Subject subject = new Subject();
    subject.getPrincipals().add(new ClientPrincipal("ssh", "127.0.0.1"));
    context(subject, user, password).login();
    return subject;
  }

  private LoginContext context(Subject subject, String user, String password) throws LoginException {
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
            Map.of(SallyportLoginModule.REALM, site.realm))};
      }
    };
    return new LoginContext(SallyportJaasRealm.NAME, subject, answers, configuration);
  }

  private static Set<String> roles(Subject subject) {
    return subject.getPrincipals(RolePrincipal.class).stream().map(Principal::getName).collect(Collectors.toCollection(TreeSet::new));
  }
}
