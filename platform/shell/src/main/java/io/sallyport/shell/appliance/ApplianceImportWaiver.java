package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Administration;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.TravellingFiles;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:import-waiver FILE}. */
@Service
@Command(scope = "appliance", name = "import-waiver", description = "Takes a signed waiver and lowers the floor of time; works once")
public final class ApplianceImportWaiver extends Administration {
  private static final int LARGEST = 1 << 16;

  @Argument(name = "FILE", description = "The signed waiver", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private SiteAuthority authority;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    authority.importTimeWaiver(files.read(file, LARGEST), actor());
    return Reply.of(Map.of("lowered", true), "The floor of time is the clock's again");
  }
}
