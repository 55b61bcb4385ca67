package io.sallyport.shell.packages;

import io.sallyport.provision.PlanRequest;
import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Planning;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:plan NAME[/VERSION]}. */
@Service
@Command(scope = "package", name = "plan", description = "Plans a generation that adds or exchanges this one package")
public final class PackagePlan extends Planning {
  @Argument(name = "NAME[/VERSION]", description = "The newest version if none is named", required = true)
  @Completion(PackageCompleter.class)
  private String wanted;

  @Override
  protected Reply run() {
    return plan(new PlanRequest(List.of(wanted), List.of()));
  }
}
