package io.sallyport.shell.packages;

import io.sallyport.provision.Generations;
import io.sallyport.provision.PackageState;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:list}. */
@Service
@Command(scope = "package", name = "list", description = "Lists the packages in the vault and their states")
public final class PackageList extends SallyportCommand {
  private static final List<String> COLUMNS = List.of("Name", "Version", "Kind", "State", "Publisher", "Summary", "Digest");
  private static final int SHORT_DIGEST = 12;

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    List<PackageState> all = generations.packages();
    Reply table = Reply.table(COLUMNS, all.stream().map(pack -> List.of(pack.version().name(), pack.version().version(), pack.version().kind().label(), shown(pack),
        pack.publisher(), pack.summary(), pack.version().digest().substring(0, SHORT_DIGEST))).toList(), "The vault is empty: medium:import DIR");
    return new Reply(all.stream().map(PackageList::json).toList(), table.text(), true);
  }

  private static String shown(PackageState pack) {
    return pack.state() + (pack.vouchedFor() ? "" : ", withdrawn by the vendor");
  }

  private static Map<String, Object> json(PackageState pack) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pack.version().name());
    json.put("version", pack.version().version());
    json.put("kind", pack.version().kind().label());
    json.put("state", pack.state().name());
    json.put("vouched_for", pack.vouchedFor());
    json.put("publisher", pack.publisher());
    json.put("summary", pack.summary());
    json.put("digest", pack.version().digest());
    return json;
  }
}
