package io.sallyport.shell.packages;

import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Approving;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:approve NAME}. */
@Service
@Command(scope = "package", name = "approve", description = "Signs the open candidate, which must be about this one package")
public final class PackageApprove extends Approving {
  @Argument(name = "NAME", description = "The package", required = true)
  @Completion(PackageCompleter.class)
  private String name;

  @Override
  protected Reply run() {
    OnlyPackage.require(generations(), name);
    return approve(Optional.empty(), Optional.empty(), "approve");
  }
}
