package io.sallyport.shell.identity;

import io.sallyport.identity.Token;
import io.sallyport.identity.Tokens;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code identity:token-list}. */
@Service
@Command(scope = "identity", name = "token-list", description = "Lists the tokens of programs, never the secrets")
public final class IdentityTokenList extends SallyportCommand {
  @Reference
  private Tokens tokens;

  @Override
  protected Reply run() {
    return Reply.table(List.of("Name", "Role", "State", "Expires", "Made by", "Made at"), tokens.tokens().stream().map(this::row).toList(), "no tokens");
  }

  private List<String> row(Token token) {
    return List.of(token.name(), token.role(), tokens.state(token).name().toLowerCase(Locale.ROOT), token.expires().toString(), token.by(), token.created().toString());
  }
}
