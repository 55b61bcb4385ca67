package io.sallyport.shell.generation;

import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:rollback}. */
@Service
@Command(scope = "generation", name = "rollback", description = "Goes back to the generation before, on one approver's signature")
public final class GenerationRollback extends Applying {
  @Override
  protected Reply run() {
    int previous = generations().status().previous();
    if (previous > 0) {
      progress("Back to generation " + previous + ". Your signature means: roll back.");
    }
    char[] password = new Prompt(session()).password("Password of " + user() + ": ");
    try {
      return report(generations().rollback(previous, user(), password, steps()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }
}
