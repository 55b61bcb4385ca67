package io.sallyport.shell.identity;

import io.sallyport.identity.Token;
import io.sallyport.identity.Tokens;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names of tokens that are not revoked. */
@Service
public final class TokenCompleter implements Completer {
  @Reference
  private Tokens tokens;

  @Override
  public int complete(Session session, CommandLine line, List<String> candidates) {
    List<String> names = tokens.tokens().stream().filter(token -> token.revoked().isEmpty()).map(Token::name).toList();
    return new StringsCompleter(names).complete(session, line, candidates);
  }
}
