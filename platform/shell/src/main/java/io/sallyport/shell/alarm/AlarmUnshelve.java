package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:unshelve NUMBER}. */
@Service
@Command(scope = "alarm", name = "unshelve", description = "Brings a shelved alarm back before its time")
public final class AlarmUnshelve extends AlarmAction {
  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.unshelve(alarm, by);
  }
}
