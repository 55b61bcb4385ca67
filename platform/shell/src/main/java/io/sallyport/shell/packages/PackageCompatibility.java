package io.sallyport.shell.packages;

import io.sallyport.compatibility.Compatibility;
import io.sallyport.compatibility.CompatibilityReport;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:compatibility FILE}: fails if the release would break a package. */
@Service
@Command(scope = "package", name = "compatibility", description = "Says which packages a platform release would break, before anybody applies it; changes nothing")
public final class PackageCompatibility extends SallyportCommand {
  @Argument(name = "FILE", description = "Jar of a plugin API, or the folder of an unpacked distribution", required = true)
  @Completion(PathCompleter.class)
  private String release;

  @Reference
  private Compatibility compatibility;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    CompatibilityReport report = compatibility.report(files.path(release));
    return new Reply(report.json(), out -> report.lines().forEach(out::println), report.compatible());
  }
}
