package io.sallyport.shell.packages;

import io.sallyport.vault.Packages;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes {@code NAME} and {@code NAME/VERSION} of packages in the vault. */
@Service
public final class PackageCompleter implements Completer {
  @Reference
  private Packages packages;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter names = new StringsCompleter();
    packages.verified().forEach(pack -> {
      names.getStrings().add(pack.name());
      names.getStrings().add(pack.name() + "/" + pack.version());
    });
    return names.complete(session, line, candidates);
  }
}
