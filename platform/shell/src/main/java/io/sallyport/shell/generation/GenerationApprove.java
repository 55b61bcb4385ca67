package io.sallyport.shell.generation;

import io.sallyport.shell.Reply;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:approve [NUMBER]}. */
@Service
@Command(scope = "generation", name = "approve", description = "Signs the open candidate: shows the plan, asks for the password again")
public final class GenerationApprove extends Approving {
  @Option(name = "--meaning", description = "What the signature means")
  private String meaning = "approve";

  @Option(name = "--user", description = "Who signs: who is logged in; nobody signs for another")
  private String as;

  @Argument(name = "NUMBER", description = "The generation that is meant")
  private Integer number;

  @Override
  protected Reply run() {
    return approve(Optional.ofNullable(number), Optional.ofNullable(as), meaning);
  }
}
