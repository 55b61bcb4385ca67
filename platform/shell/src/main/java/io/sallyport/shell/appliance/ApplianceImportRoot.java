package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Administration;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.TravellingFiles;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:import-root FILE}. */
@Service
@Command(scope = "appliance", name = "import-root", description = "Takes the next site root, signed elsewhere by old and new approvers; what runs goes on")
public final class ApplianceImportRoot extends Administration {
  private static final int LARGEST = 8 << 20;

  @Argument(name = "FILE", description = "The signed site root", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private SiteAuthority authority;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    return SiteForm.reply(authority.importRoot(files.read(file, LARGEST), actor()));
  }
}
