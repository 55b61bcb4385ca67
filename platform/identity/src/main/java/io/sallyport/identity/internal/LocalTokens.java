package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.IssuedToken;
import io.sallyport.identity.Token;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tokens in a file, which is read at the start and after that only written: one appliance, one process. */
final class LocalTokens implements Tokens {
  private static final String PREFIX = "spt_";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final int SECRET_BYTES = 32;
  private static final int LONGEST_SHOWN = 128;
  private static final int MOST_TOKENS = 10_000;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final byte[] NOBODYS = new byte[SECRET_BYTES];
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenFile file;
  private final AuditLog audit;
  private final Clock clock;
  private final EntryBudget failures;
  private volatile SortedMap<String, KeptToken> tokens;

  /** @param clock one that never goes back: an expired token must not become valid again */
  LocalTokens(TokenFile file, AuditLog audit, Clock clock) {
    this.file = file;
    this.audit = audit;
    this.clock = clock;
    this.failures = new EntryBudget(clock);
    this.tokens = file.read();
  }

  @Override
  public synchronized IssuedToken create(String name, String role, Duration lifetime, Actor by) {
    require(name, role, lifetime);
    if (tokens.containsKey(name)) {
      throw Refusals.takenToken(name);
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Token token = new Token(name, role, by.name(), now, now.plus(lifetime), Optional.empty());
    byte[] random = new byte[SECRET_BYTES];
    RANDOM.nextBytes(random);
    String secret = PREFIX + name + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    AuditEntry.Builder change = AuditEntry.of("token.created").actor(by).action("create token").object("token/" + name)
        .after(JsonObject.builder().put("role", role).put("expires", token.expires().toString()).build());
    replace(new KeptToken(token, HexFormat.of().formatHex(hash(secret))), change);
    return new IssuedToken(token, secret);
  }

  private void require(String name, String role, Duration lifetime) {
    if (!NAME.matcher(name).matches()) {
      throw Refusals.badToken("a token's name is lower-case letters, digits and hyphens, beginning with a letter, at most 32");
    }
    if (!Token.ROLES.contains(role)) {
      throw Refusals.badToken("a token's role is one of " + String.join(", ", Token.ROLES));
    }
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw Refusals.badToken("a token lives a minute to " + LONGEST.toDays() + " days");
    }
    if (tokens.size() >= MOST_TOKENS) {
      throw Refusals.badToken("there were " + MOST_TOKENS + " tokens already");
    }
  }

  /** None: a list that cannot be read makes no tokens. */
  @Override
  public Optional<Refusal> refusal() {
    return Optional.empty();
  }

  @Override
  public List<Token> tokens() {
    return tokens.values().stream().map(KeptToken::token).toList();
  }

  @Override
  public Token.State state(Token token) {
    return token.state(clock.instant());
  }

  @Override
  public synchronized void revoke(String name, Actor by) {
    KeptToken kept = tokens.get(name);
    if (kept == null) {
      throw Refusals.unknownToken(name);
    }
    if (kept.token().revoked().isEmpty()) {
      AuditEntry.Builder change = AuditEntry.of("token.revoked").actor(by).action("revoke token").object("token/" + name);
      replace(kept.revokedAt(clock.instant().truncatedTo(ChronoUnit.SECONDS)), change);
    }
  }

  @Override
  public TokenResult authenticate(String shown, String source) {
    KeptToken kept = shown.length() > LONGEST_SHOWN ? null : tokens.get(name(shown));
    byte[] seen = hash(shown.length() > LONGEST_SHOWN ? "" : shown);
    if (!MessageDigest.isEqual(kept == null ? NOBODYS : kept.hash(), seen) || kept == null) {
      return refused(kept == null ? "unknown" : kept.token().actor(), Refusals.wrongToken(), source);
    }
    Token token = kept.token();
    return switch (state(token)) {
      case VALID -> new TokenResult.Accepted(token);
      case EXPIRED -> refused(token.actor(), Refusals.expiredToken(token), source);
      case REVOKED -> refused(token.actor(), Refusals.revokedToken(token), source);
    };
  }

  private TokenResult refused(String actor, Refusal refusal, String source) {
    OptionalLong leftOut = failures.take(source);
    if (leftOut.isEmpty()) {
      return new TokenResult.Refused(Refusals.tooManyTokens());
    }
    String more = leftOut.getAsLong() == 0 ? "" : "; " + leftOut.getAsLong() + " failures before it were not recorded one by one";
    audit.append(AuditEntry.of("token.refused").actor(actor, "none").action("authenticate").object("appliance").outcome(Outcome.REFUSED).code(refusal.code())
        .reason(refusal.what() + more).source(source).build());
    return new TokenResult.Refused(refusal);
  }

  /** The name inside a token; empty if it is none. */
  private static String name(String shown) {
    int end = shown.indexOf('_', PREFIX.length());
    return shown.startsWith(PREFIX) && end > 0 ? shown.substring(PREFIX.length(), end) : "";
  }

  private static byte[] hash(String secret) {
    return HexFormat.of().parseHex(Digests.sha256(secret.getBytes(StandardCharsets.UTF_8)));
  }

  private void replace(KeptToken token, AuditEntry.Builder change) {
    SortedMap<String, KeptToken> changed = new TreeMap<>(tokens);
    changed.put(token.token().name(), token);
    file.write(changed.values(), change);
    tokens = changed;
  }
}
