package io.sallyport.shell.identity;

import io.sallyport.identity.Roles;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:roles}. */
@Service
@Command(scope = "identity", name = "roles", description = "Gives a person these roles and no others, at once; what they have open ends if one is withdrawn")
public final class IdentityRoles extends Administration {
  @Option(name = "--role", description = "A role: quality, security, admin, integrator, operator or auditor; may be repeated", multiValued = true, required = true)
  private List<String> roles;

  @Argument(name = "ID", description = "The person's id", required = true)
  private String id;

  @Override
  protected Reply run() {
    Set<String> wanted = new TreeSet<>(roles);
    if (!Roles.ALL.containsAll(wanted)) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--role " + String.join(", ", wanted), "identity:roles", "roles are " + String.join(", ", Roles.ALL)));
    }
    realm().changeRoles(id, wanted, actor().name());
    return Reply.of(Map.of("changed", true, "id", id, "roles", wanted), id + " now has the roles " + String.join(", ", wanted));
  }
}
