package io.sallyport.shell.generation;

import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:rollback}. */
@Service
@Command(scope = "generation", name = "rollback", description = "Goes back to the generation before, on one approver's signature")
public final class GenerationRollback extends Applying {
  @Argument(name = "NUMBER", description = "The generation before the running one, to be sure; to go further back: generation:plan --like NUMBER")
  private Integer number;

  @Override
  protected Reply run() {
    int previous = generations().status().previous();
    int to = number == null ? previous : number;
    char[] password = {};
    if (to > 0 && to == previous) {
      progress("Back to generation " + previous + ". Your signature means: roll back.");
      password = new Prompt(session()).password("Password of " + user() + ": ");
    }
    try {
      return report(generations().rollback(to, user(), password, steps()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
