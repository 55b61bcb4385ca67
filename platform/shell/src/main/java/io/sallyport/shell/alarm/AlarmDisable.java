package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:disable --reason TEXT NUMBER}. */
@Service
@Command(scope = "alarm", name = "disable", description = "Takes an alarm out of service until it is enabled, such as while its sensor is being replaced")
public final class AlarmDisable extends AlarmAction {
  @Option(name = "--reason", description = "Why, in a line; recorded", required = true, valueToShowInHelp = "TEXT")
  private String reason;

  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.disable(alarm, reason, by);
  }
}
