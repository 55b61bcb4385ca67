package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFile;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code appliance:export-site FILE}. */
@Service
@Command(scope = "appliance", name = "export-site", description = "Writes what the next site root is made from: the one in force, and the generations it must keep")
public final class ApplianceExportSite extends SallyportCommand {
  @Argument(name = "FILE", description = "A file that does not exist yet", required = true)
  @Completion(FileCompleter.class)
  private String file;

  @Reference
  private SiteAuthority authority;

  @Override
  protected Reply run() {
    TravellingFile.write(file, authority.export());
    return Reply.of(Map.of("file", file), "Written: " + file + "; make the next root from it: signed-repo site root --from");
  }
}
