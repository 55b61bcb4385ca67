package io.sallyport.shell.alarm;

import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.Alarms;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the numbers of alarms. */
@Service
public final class AlarmCompleter implements Completer {
  private static final int MOST = 200;

  @Reference
  private Alarms alarms;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter numbers = new StringsCompleter();
    alarms.list(AlarmQuery.all(MOST)).forEach(stored -> numbers.getStrings().add(stored.number()));
    return numbers.complete(session, line, candidates);
  }
}
