package io.sallyport.shell.identity;

import io.sallyport.identity.Sessions;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:session-end}. */
@Service
@Command(scope = "identity", name = "session-end", description = "Ends a session over HTTP at once; the person may log in again")
public final class IdentitySessionEnd extends Administration {
  @Reference
  private Sessions sessions;

  @Argument(name = "ID", description = "As identity:session-list shows it", required = true)
  @Completion(SessionCompleter.class)
  private String id;

  @Override
  protected Reply run() {
    sessions.end(id, actor());
    return Reply.of(Map.of("changed", true, "id", id), "The session " + id + " has ended");
  }
}
