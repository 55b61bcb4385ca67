package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.FlooredClock;
import io.sallyport.identity.IssuedToken;
import io.sallyport.identity.Token;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Provides the tokens of this appliance. Thread-safe. */
@Component(service = Tokens.class)
public final class TokensComponent implements Tokens {
  private final Tokens tokens;

  @Activate
  public TokensComponent(BundleContext context, @Reference AuditLog audit) {
    this(IdentityComponent.data(context), audit);
  }

  /** Without the framework. */
  public TokensComponent(Path data, AuditLog audit) {
    tokens = new RecoveringTokens(new TokenFile(data.resolve("site").resolve("tokens.json"), audit), audit, new FlooredClock(Clock.systemUTC(), audit));
  }

  @Override
  public IssuedToken create(String name, String role, Duration lifetime, Actor by) {
    return tokens.create(name, role, lifetime, by);
  }

  @Override
  public Optional<Refusal> refusal() {
    return tokens.refusal();
  }

  @Override
  public List<Token> tokens() {
    return tokens.tokens();
  }

  @Override
  public Token.State state(Token token) {
    return tokens.state(token);
  }

  @Override
  public void revoke(String name, Actor by) {
    tokens.revoke(name, by);
  }

  @Override
  public TokenResult authenticate(String shown, String source) {
    return tokens.authenticate(shown, source);
  }
}
