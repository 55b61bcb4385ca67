package io.sallyport.shell.identity;

import io.sallyport.identity.Roles;
import io.sallyport.identity.User;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:enrol}. */
@Service
@Command(scope = "identity", name = "enrol", description = "Adds a person; asks for their password twice")
public final class IdentityEnrol extends Administration {
  @Option(name = "--role", description = "A role: quality, security, admin, integrator, operator or auditor; may be repeated", multiValued = true, required = true)
  private List<String> roles;

  @Argument(index = 0, name = "ID", description = "What the person logs in with; never given to anyone else", required = true)
  private String id;

  @Argument(index = 1, name = "NAME", description = "The person's name as printed on signed records, in quotes", required = true)
  private String name;

  @Option(name = "--person", description = "Another account, or the id in the site root, of the same person: rules count persons, not accounts")
  private String person;

  @Override
  protected Reply run() {
    Set<String> wanted = new TreeSet<>(roles);
    if (!Roles.ALL.containsAll(wanted)) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--role " + String.join(", ", wanted), "identity:enrol", "roles are " + String.join(", ", Roles.ALL)));
    }
    User user = new User(id, name, person == null ? id : person, wanted, true);
    char[] password = NewPassword.ask(new Prompt(session()), "Password of " + id + ": ");
    try {
      realm().enrol(user, password, actor().name());
    } finally {
      Arrays.fill(password, '\0');
    }
    return Reply.of(Map.of("id", user.id(), "person", user.person(), "roles", user.roles()), user.name() + " may now log in as " + user.id()
        + (user.person().equals(user.id()) ? "" : "; the person is " + user.person() + ", by whichever account"));
  }
}
