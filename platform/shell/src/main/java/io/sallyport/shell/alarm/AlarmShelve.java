package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:shelve --minutes N --reason TEXT NUMBER}. */
@Service
@Command(scope = "alarm", name = "shelve", description = "Hides an alarm for a time; it comes back by itself")
public final class AlarmShelve extends AlarmAction {
  @Option(name = "--minutes", description = "For how long; at most shelve.max.minutes of io.sallyport.operations.alarms", required = true, valueToShowInHelp = "N")
  private int minutes;

  @Option(name = "--reason", description = "Why, in a line; recorded", required = true, valueToShowInHelp = "TEXT")
  private String reason;

  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.shelve(alarm, Duration.ofMinutes(minutes), reason, by);
  }
}
