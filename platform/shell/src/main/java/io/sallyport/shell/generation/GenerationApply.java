package io.sallyport.shell.generation;

import io.sallyport.shell.Reply;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:apply}. */
@Service
@Command(scope = "generation", name = "apply", description = "Makes the approved candidate what runs; goes back by itself if a step fails")
public final class GenerationApply extends Applying {
  @Option(name = "--yes", description = "Don't ask")
  private boolean yes;

  @Override
  protected Reply run() {
    return apply(yes);
  }
}
