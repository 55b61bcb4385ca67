package io.sallyport.shell.appliance;

import io.sallyport.gate.GateControl;
import io.sallyport.provision.Generations;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:notice}: printed at each login, so it says nothing where there is nothing to say, and nothing to scripts. */
@Service
@Command(scope = "appliance", name = "notice", description = "What whoever logs in must know: a development root, an appliance that is not ready, alarms")
public final class ApplianceNotice extends SallyportCommand {
  @Reference
  private Generations generations;

  @Reference
  private GateControl gate;

  @Override
  protected Reply run() {
    List<String> notices = notices(gate.status().developmentRoot(), generations.status());
    boolean person = session().getTerminal() != null;
    return new Reply(Map.of("notices", notices), out -> notices.stream().filter(notice -> person).forEach(out::println), true);
  }

  static List<String> notices(boolean developmentRoot, ProvisionStatus status) {
    List<String> notices = new ArrayList<>();
    if (developmentRoot) {
      notices.add("! DEVELOPMENT ROOT: the vendor's keys lie together on a developer's machine; never use this appliance for a plant");
    }
    if (!status.ready()) {
      notices.add("! NOT READY; see appliance:status");
    }
    status.problems().forEach(problem -> notices.add("! " + problem));
    status.alarms().forEach(alarm -> notices.add("ALARM " + alarm));
    return notices;
  }
}
