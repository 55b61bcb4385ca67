package io.sallyport.shell.alarm;

import io.sallyport.audit.Actor;
import io.sallyport.operations.AlarmStep;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:acknowledge [--comment TEXT] NUMBER}. */
@Service
@Command(scope = "alarm", name = "acknowledge", description = "Acknowledges an alarm: you have seen it and answer it")
public final class AlarmAcknowledge extends AlarmAction {
  @Option(name = "--comment", description = "What you make of it, in a line; recorded", valueToShowInHelp = "TEXT")
  private String comment;

  @Override
  StoredAlarm act(Alarms all, String alarm, Actor by) {
    return all.step(alarm, new AlarmStep.Acknowledge(Optional.ofNullable(comment)), Optional.empty(), by);
  }
}
