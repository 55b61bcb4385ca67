package io.sallyport.shell.generation;

import io.sallyport.shell.Reply;
import io.sallyport.shell.packages.PackageCompleter;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:plan PACKAGE[/VERSION]… [--remove NAME]…}. */
@Service
@Command(scope = "generation", name = "plan", description = "Plans the next generation: everything that runs now, with these packages added, exchanged or removed")
public final class GenerationPlan extends Planning {
  @Option(name = "--remove", description = "Name of a package to be taken out", multiValued = true)
  @Completion(PackageCompleter.class)
  private List<String> remove;

  @Argument(name = "PACKAGE[/VERSION]", description = "The newest version if none is named", multiValued = true)
  @Completion(PackageCompleter.class)
  private List<String> packages;

  @Override
  protected Reply run() {
    return plan(packages == null ? List.of() : packages, remove == null ? List.of() : remove);
  }
}
