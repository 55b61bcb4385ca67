package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Does something with an alarm in the name of who is logged in. */
abstract class AlarmAction extends Administration {
  @Argument(name = "NUMBER", description = "Such as AL-000001", required = true)
  @Completion(AlarmCompleter.class)
  private String number;

  @Reference
  private Alarms alarms;

  abstract StoredAlarm act(Alarms all, String alarm, Actor by);

  @Override
  protected final Reply run() {
    return AlarmForm.info(act(alarms, number, actor()));
  }
}
