package io.sallyport.shell.model;

import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Planning;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:canary [--percent P] [--asset A]… [--despite REASON] NAME VERSION}. */
@Service
@Command(scope = "model", name = "canary", description = "Plans a generation in which another version of a model answers a share of the calls")
public final class ModelCanary extends Planning {
  @Option(name = "--percent", description = "Share of the assets, or of the calls that name none: 1 to 100; an asset that is in stays in while the share grows")
  private int percent;

  @Option(name = "--asset", description = "An asset whose calls it answers whatever the share is", multiValued = true)
  private List<String> assets;

  @Option(name = "--despite", description = "Why the version is to answer although it is not healthy; it stands in the plan")
  private String despite;

  @Argument(index = 0, name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Argument(index = 1, name = "VERSION", required = true, description = "The version to be tried out")
  @Completion(ModelVersionCompleter.class)
  private String version;

  @Override
  protected Reply run() {
    PlanRequest canary = PlanRequest.of(new TrafficChange.Canary(name, version, percent, assets == null ? Set.of() : new TreeSet<>(assets)));
    return plan(despite == null ? canary : canary.despite(despite));
  }
}
