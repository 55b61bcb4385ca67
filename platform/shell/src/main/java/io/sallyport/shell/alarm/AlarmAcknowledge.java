package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:acknowledge NUMBER}. */
@Service
@Command(scope = "alarm", name = "acknowledge", description = "Acknowledges an alarm: you have seen it and answer it")
public final class AlarmAcknowledge extends AlarmAction {
  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.acknowledge(alarm, by);
  }
}
