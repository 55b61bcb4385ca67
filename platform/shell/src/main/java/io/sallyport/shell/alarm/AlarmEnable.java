package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:enable NUMBER}. */
@Service
@Command(scope = "alarm", name = "enable", description = "Takes an alarm into service again")
public final class AlarmEnable extends AlarmAction {
  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.enable(alarm, by);
  }
}
