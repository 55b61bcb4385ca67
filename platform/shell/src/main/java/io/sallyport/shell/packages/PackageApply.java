package io.sallyport.shell.packages;

import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Applying;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code package:apply NAME}. */
@Service
@Command(scope = "package", name = "apply", description = "Applies the approved candidate, which must be about this one package")
public final class PackageApply extends Applying {
  @Option(name = "--yes", description = "Don't ask")
  private boolean yes;

  @Argument(name = "NAME", description = "The package", required = true)
  @Completion(PackageCompleter.class)
  private String name;

  @Override
  protected Reply run() {
    OnlyPackage.require(generations(), name);
    return apply(yes);
  }
}
