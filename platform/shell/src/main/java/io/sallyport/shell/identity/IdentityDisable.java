package io.sallyport.shell.identity;

import io.sallyport.identity.Token;
import io.sallyport.identity.Tokens;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:disable}. */
@Service
@Command(scope = "identity", name = "disable", description = "Ends a person's access for good, and what they have open, at once; the id stays taken")
public final class IdentityDisable extends Administration {
  @Reference
  private Tokens tokens;

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
    List<String> left = tokens.tokens().stream().filter(token -> token.by().equals(id)).filter(token -> tokens.state(token) == Token.State.VALID)
        .map(Token::name).toList();
    Map<String, Object> json = Map.of("changed", true, "id", id, "tokens_made_by_them", left);
    String done = id + " is disabled; what they had open has ended";
    return left.isEmpty() ? Reply.of(json, done)
        : Reply.of(json, done, "Tokens that " + id + " made still let programs in, and " + id + " may know them: " + String.join(", ", left),
            "End them with identity:token-revoke, or have others made");
  }
}
