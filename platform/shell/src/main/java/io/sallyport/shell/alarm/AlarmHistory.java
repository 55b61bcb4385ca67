package io.sallyport.shell.alarm;

import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.Alarms;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:history [NUMBER]}. */
@Service
@Command(scope = "alarm", name = "history", description = "Lists what happened to alarms, or to one, newest first")
public final class AlarmHistory extends SallyportCommand {
  @Option(name = "--max", description = "Most events shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Argument(name = "NUMBER", description = "Such as AL-000001")
  @Completion(AlarmCompleter.class)
  private String number;

  @Reference
  private Alarms alarms;

  @Override
  protected Reply run() {
    requireWithin("--max", max, 1, AlarmQuery.LARGEST);
    List<AlarmEvent> found = alarms.history(Optional.ofNullable(number), max);
    Reply table = Reply.table(AlarmForm.EVENT_COLUMNS, found.stream().map(AlarmForm::row).toList(), "nothing happened");
    return new Reply(found.stream().map(AlarmForm::json).toList(), table.text(), true);
  }
}
