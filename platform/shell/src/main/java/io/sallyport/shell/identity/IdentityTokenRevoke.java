package io.sallyport.shell.identity;

import io.sallyport.identity.Tokens;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:token-revoke}. */
@Service
@Command(scope = "identity", name = "token-revoke", description = "Ends a token for good, at once; its name stays taken")
public final class IdentityTokenRevoke extends Administration {
  @Reference
  private Tokens tokens;

  @Option(name = "--yes", description = "Don't ask")
  private boolean yes;

  @Argument(name = "NAME", description = "The token's name", required = true)
  @Completion(TokenCompleter.class)
  private String name;

  @Override
  protected Reply run() {
    if (!yes && !new Prompt(session()).confirm("Shall the token " + name + " never let a program in again?")) {
      return Reply.of(Map.of("changed", false), "nothing changed").failed();
    }
    tokens.revoke(name, actor());
    return Reply.of(Map.of("changed", true, "name", name), "The token " + name + " is revoked");
  }
}
