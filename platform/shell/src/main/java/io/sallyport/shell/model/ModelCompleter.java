package io.sallyport.shell.model;

import io.sallyport.inference.ModelCatalog;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the names of the models in memory. */
@Service
public final class ModelCompleter implements Completer {
  @Reference
  private ModelCatalog catalog;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    StringsCompleter names = new StringsCompleter();
    catalog.models().forEach(model -> names.getStrings().add(model.identity().name()));
    return names.complete(session, line, candidates);
  }
}
