package io.sallyport.shell.model;

import io.sallyport.provision.Generations;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.util.Arrays;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes versions of the model that the line names, but the active one. */
@Service
public final class ModelVersionCompleter implements Completer {
  @Reference
  private Generations generations;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> words = Arrays.asList(line.getArguments());
    StringsCompleter versions = new StringsCompleter();
    generations.packages().stream().filter(pack -> pack.state() != PackageState.State.ACTIVE).map(PackageState::version)
        .filter(version -> version.kind() == PackageKind.MODEL && words.contains(version.name())).map(PackageVersion::version).forEach(versions.getStrings()::add);
    return versions.complete(session, line, candidates);
  }
}
