package io.sallyport.shell.alarm;

import io.sallyport.operations.AlarmDocuments;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code alarm:list}. */
@Service
@Command(scope = "alarm", name = "list", description = "Lists the alarms that are in sight (UNACK, ACKED, RTNUN), the most urgent first")
public final class AlarmList extends SallyportCommand {
  @Option(name = "--all", description = "Also those that are normal, shelved, suppressed or out of service")
  private boolean all;

  @Option(name = "--state", description = "Only those in this state: NORM UNACK ACKED RTNUN SHLVD DSUPR OOSRV", valueToShowInHelp = "STATE")
  private String state;

  @Option(name = "--asset", description = "Only alarms of this asset", valueToShowInHelp = "ASSET")
  private String asset;

  @Option(name = "--max", description = "Most alarms shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Reference
  private Alarms alarms;

  @Override
  protected Reply run() {
    requireWithin("--max", max, 1, AlarmQuery.LARGEST);
    AlarmQuery query = all ? AlarmQuery.all(max) : AlarmQuery.inSight(max);
    query = state == null ? query : query.in(EnumSet.of(state()));
    List<StoredAlarm> found = alarms.list(asset == null ? query : query.ofAsset(asset));
    Reply table = Reply.table(AlarmForm.COLUMNS, found.stream().map(AlarmForm::row).toList(), "no alarms");
    return new Reply(found.stream().map(AlarmDocuments::alarm).toList(), table.text(), true);
  }

  private AlarmState state() {
    String wanted = state.toUpperCase(Locale.ROOT);
    return Arrays.stream(AlarmState.values()).filter(known -> known.name().equals(wanted)).findFirst().orElseThrow(() -> new RefusedException(
        new Refusal("SP-SHELL-0002", "--state " + state + " is no state of an alarm", "alarm:list", "give one of " + Arrays.toString(AlarmState.values()))));
  }
}
