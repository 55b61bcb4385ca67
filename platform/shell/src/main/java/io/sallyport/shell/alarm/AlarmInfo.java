package io.sallyport.shell.alarm;

import io.sallyport.operations.Alarms;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:info NUMBER}. */
@Service
@Command(scope = "alarm", name = "info", description = "Shows an alarm: what was seen, which limit it passed, who did what")
public final class AlarmInfo extends SallyportCommand {
  @Argument(name = "NUMBER", description = "Such as AL-000001", required = true)
  @Completion(AlarmCompleter.class)
  private String number;

  @Reference
  private Alarms alarms;

  @Override
  protected Reply run() {
    return alarms.find(number).map(AlarmForm::info).orElseThrow(() -> new RefusedException(
        new Refusal("SP-ALARM-0001", "no such alarm", "alarm/" + number, "see alarm:list --all")));
  }
}
