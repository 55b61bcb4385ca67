package io.sallyport.shell.generation;

import io.sallyport.provision.Generations;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:abandon}. */
@Service
@Command(scope = "generation", name = "abandon", description = "Gives the open candidate up; its number is not used again")
public final class GenerationAbandon extends Administration {
  @Option(name = "--reason", description = "Why, for the audit log")
  private String reason = "abandoned by hand";

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    int number = generations.candidate().map(open -> open.plan().generation()).orElse(0);
    generations.abandon(actor(), reason);
    return Reply.of(Map.of("abandoned", number), "Generation " + number + " is abandoned");
  }
}
