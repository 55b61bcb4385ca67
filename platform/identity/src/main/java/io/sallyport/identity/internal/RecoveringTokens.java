package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.IssuedToken;
import io.sallyport.identity.Token;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tokens in a file, as soon as it can be read: until then everything is refused, and recorded once for each cause. */
final class RecoveringTokens implements Tokens {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final TokenFile file;
  private final AuditLog audit;
  private final Clock clock;
  private volatile Tokens present;
  private Optional<Refusal> trouble = Optional.empty();
  private Instant again = Instant.MIN;

  RecoveringTokens(TokenFile file, AuditLog audit, Clock clock) {
    this.file = file;
    this.audit = audit;
    this.clock = clock;
    refusal();
  }

  @Override
  public Optional<Refusal> refusal() {
    return present != null ? Optional.empty() : read();
  }

  private synchronized Optional<Refusal> read() {
    Instant now = clock.instant();
    if (present != null || now.isBefore(again)) {
      return trouble;
    }
    again = now.plus(PAUSE);
    try {
      present = new LocalTokens(file, audit, clock);
      trouble = Optional.empty();
    } catch (RefusedException e) {
      record(e.refusal());
    }
    return trouble;
  }

  private void record(Refusal why) {
    boolean known = trouble.filter(why::equals).isPresent();
    trouble = Optional.of(why);
    if (!known) {
      audit.append(AuditEntry.of("token.unreadable").system("identity").action("read tokens").object("tokens").outcome(Outcome.FAILED).code(why.code()).reason(why.what()).build());
    }
  }

  private Tokens readable() {
    Optional<Refusal> why = refusal();
    if (why.isPresent()) {
      throw new RefusedException(why.get());
    }
    return present;
  }

  @Override
  public IssuedToken create(String name, String role, Duration lifetime, Actor by) {
    return readable().create(name, role, lifetime, by);
  }

  @Override
  public List<Token> tokens() {
    return readable().tokens();
  }

  @Override
  public Token.State state(Token token) {
    return readable().state(token);
  }

  @Override
  public void revoke(String name, Actor by) {
    readable().revoke(name, by);
  }

  @Override
  public TokenResult authenticate(String shown, String source) {
    return readable().authenticate(shown, source);
  }
}
