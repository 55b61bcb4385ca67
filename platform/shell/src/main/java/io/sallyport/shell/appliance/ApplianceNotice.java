package io.sallyport.shell.appliance;

import io.sallyport.gate.GateControl;
import io.sallyport.provision.Generations;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.RootMetadata;
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
    boolean read = json() || session().getTerminal() != null;
    List<String> notices = read ? notices(gate.status().vendorRoot(), generations.status()) : List.of();
    return new Reply(Map.of("notices", notices), out -> notices.forEach(out::println), true);
  }

  static List<String> notices(RootMetadata.Purpose vendorRoot, ProvisionStatus status) {
    List<String> notices = new ArrayList<>();
    vendorRoot.warning().ifPresent(warning -> notices.add("! " + warning));
    if (!status.ready()) {
      notices.add("! NOT READY; see appliance:status");
    }
    status.problems().forEach(problem -> notices.add("! " + problem));
    status.alarms().forEach(alarm -> notices.add("ALARM " + alarm));
    return notices;
  }
}
