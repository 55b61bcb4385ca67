package io.sallyport.shell.identity;

import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:disable}. */
@Service
@Command(scope = "identity", name = "disable", description = "Ends a person's access for good; the id stays taken")
public final class IdentityDisable extends Administration {
  @Option(name = "--yes", description = "Don't ask")
  private boolean yes;

  @Argument(name = "ID", description = "The person's id", required = true)
  private String id;

  @Override
  protected Reply run() {
    if (!yes && !new Prompt(session()).confirm("Shall " + id + " never log in or sign again?")) {
      return Reply.of(Map.of("changed", false), "nothing changed").failed();
    }
    realm().disable(id, actor().name());
    return Reply.of(Map.of("changed", true, "id", id), id + " is disabled");
  }
}
