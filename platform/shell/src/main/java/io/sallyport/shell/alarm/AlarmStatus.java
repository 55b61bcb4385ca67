package io.sallyport.shell.alarm;

import io.sallyport.operations.Alarms;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:status}. */
@Service
@Command(scope = "alarm", name = "status", description = "Shows how well the alarms serve the operators, in the figures of ISA-18.2: rate, flood, stale, chattering")
public final class AlarmStatus extends SallyportCommand {
  @Reference
  private Alarms alarms;

  @Override
  protected Reply run() {
    return AlarmForm.figures(alarms.figures());
  }
}
