package io.sallyport.shell.identity;

import io.sallyport.identity.Sessions;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes ids of sessions over HTTP. */
@Service
public final class SessionCompleter implements Completer {
  @Reference
  private Sessions sessions;

  @Override
  public int complete(Session console, CommandLine line, List<String> candidates) {
    return new StringsCompleter(sessions.sessions().stream().map(io.sallyport.identity.Session::id).toList()).complete(console, line, candidates);
  }
}
