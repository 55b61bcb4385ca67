package io.sallyport.shell.appliance;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code appliance:time-waiver --reason R FILE}. */
@Service
@Command(scope = "appliance", name = "time-waiver", description = "Begins a waiver that lowers the floor of time to the clock; a higher quorum of the site must sign it elsewhere")
public final class ApplianceTimeWaiver extends SallyportCommand {
  @Option(name = "--reason", description = "Why the floor of time is too high, in one line", required = true)
  private String reason;

  @Argument(name = "FILE", description = "A file that does not exist yet; a name alone goes into the export folder, DATA/export", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private SiteAuthority authority;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    Path written = files.write(file, () -> authority.timeWaiver(reason));
    return Reply.of(Map.of("file", written.toString()), "Written: " + written + "; have it signed: signed-repo site sign, then appliance:import-waiver " + written);
  }
}
