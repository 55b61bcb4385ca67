package io.sallyport.shell.identity;

import io.sallyport.identity.Session;
import io.sallyport.identity.Sessions;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:session-list}. */
@Service
@Command(scope = "identity", name = "session-list", description = "Lists who is logged in over HTTP")
public final class IdentitySessionList extends SallyportCommand {
  @Reference
  private Sessions sessions;

  @Override
  protected Reply run() {
    return Reply.table(List.of("Id", "User", "From", "Begun", "Used", "Ends unless used", "Ends"), sessions.sessions().stream().map(IdentitySessionList::row).toList(), "nobody is logged in over HTTP");
  }

  private static List<String> row(Session session) {
    return List.of(session.id(), session.user().id(), session.source(), session.begun().toString(), session.used().toString(), session.idleEnd().toString(), session.end().toString());
  }
}
