package io.sallyport.shell.identity;

import io.sallyport.identity.Realm;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.Arrays;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:password}. */
@Service
@Command(scope = "identity", name = "password", description = "Changes your own password, and that of your approver key if it rests here")
public final class IdentityPassword extends SallyportCommand {
  @Reference
  private Realm realm;

  @Override
  protected Reply run() {
    Prompt prompt = new Prompt(session());
    char[] old = prompt.password("Present password: ");
    char[] fresh = new char[0];
    try {
      fresh = NewPassword.ask(prompt, "New password: ");
      realm.changePassword(login(), old, fresh);
    } finally {
      Arrays.fill(old, '\0');
      Arrays.fill(fresh, '\0');
    }
    return Reply.of(Map.of("changed", true), "The password of " + user() + " is changed",
        "This session goes on; all others of " + user() + " have ended");
  }
}
