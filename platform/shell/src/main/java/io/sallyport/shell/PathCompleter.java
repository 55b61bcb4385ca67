package io.sallyport.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes a path as the commands read it: a whole one anywhere, any other in the export folder. */
@Service
public final class PathCompleter implements Completer {
  @Reference
  private TravellingFiles files;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    String typed = line.getCursorArgument();
    Completer completer = typed != null && typed.startsWith("/") ? new FileCompleter() : new StringsCompleter(files.exported());
    return completer.complete(session, line, candidates);
  }
}
