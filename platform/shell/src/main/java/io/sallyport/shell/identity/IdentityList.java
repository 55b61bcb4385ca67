package io.sallyport.shell.identity;

import io.sallyport.identity.Realm;
import io.sallyport.identity.User;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.JsonObject;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:list}. */
@Service
@Command(scope = "identity", name = "list", description = "Lists the people known to the appliance")
public final class IdentityList extends SallyportCommand {
  @Reference
  private Realm realm;

  @Override
  protected Reply run() {
    List<User> users = realm.users();
    Reply table = Reply.table(List.of("Id", "Name", "Person", "Roles", "Enabled"),
        users.stream().map(u -> List.of(u.id(), u.name(), u.person(), String.join(", ", u.roles()), u.enabled() ? "yes" : "no")).toList(), "no one");
    return new Reply(users.stream().map(IdentityList::json).toList(), table.text(), true);
  }

  private static JsonObject json(User user) {
    return JsonObject.builder().put("id", user.id()).put("name", user.name()).put("person", user.person()).put("roles", user.roles()).put("enabled", user.enabled()).build();
  }
}
