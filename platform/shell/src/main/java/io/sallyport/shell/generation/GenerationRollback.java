package io.sallyport.shell.generation;

import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import io.sallyport.shell.TravellingFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:rollback [NUMBER] | --export FILE [NUMBER] | --import FILE}. */
@Service
@Command(scope = "generation", name = "rollback", description = "Goes back to the generation before, on one approver's signature: made here, or elsewhere (--export, --import)")
public final class GenerationRollback extends Applying {
  private static final int LARGEST = 32 << 20;

  @Option(name = "--export", description = "Writes to a file what an approver is to sign on another machine (signed-repo site rollback); goes nowhere yet")
  @Completion(PathCompleter.class)
  private String export;

  @Option(name = "--import", description = "Goes back on what was signed on another machine")
  @Completion(PathCompleter.class)
  private String signed;

  @Option(name = "--yes", description = "Don't ask before going back on an imported signature")
  private boolean yes;

  @Argument(name = "NUMBER", description = "The generation before the running one, to be sure; to go further back: generation:plan --like NUMBER")
  private Integer number;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    int previous = generations().status().previous();
    int to = number == null ? previous : number;
    if (export != null && signed != null || signed != null && number != null) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--import stands alone: the file says which generation is meant", "generation:rollback", "use one of --export and --import"));
    }
    if (export != null) {
      Path written = files.write(export, () -> generations().exportRollback(to));
      return Reply.of(Map.of("file", written.toString(), "to", to), "Written: " + written + "; have it signed (signed-repo site rollback) and bring it back with generation:rollback --import");
    }
    return signed != null ? imported(previous) : here(to, to > 0 && to == previous);
  }

  private Reply here(int to, boolean possible) {
    char[] password = {};
    if (possible) {
      progress("Back to generation " + to + ". Your signature means: roll back.");
      password = new Prompt(session()).password("Password of " + user() + ": ");
    }
    try {
      return report(generations().rollback(to, user(), password, steps()));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private Reply imported(int previous) {
    byte[] bytes = files.read(signed, LARGEST);
    if (!yes && !new Prompt(session()).confirm("Go back to generation " + previous + "?")) {
      return Reply.of(Map.of("rolledback", false), "Nothing was changed").failed();
    }
    return report(generations().importRollback(bytes, actor(), steps()));
  }
}
