package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.audit.RecordedFile;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code site/tokens.json}: all tokens ever made, replaced as a whole, as the audit log recorded them last. */
final class TokenFile {
  private static final String SCHEMA = "sallyport.tokens/1";
  private static final String DIGEST = "tokens";
  private static final long MAX_BYTES = 8L << 20;

  private final Path file;
  private final RecordedFile recorded;

  TokenFile(Path file, AuditLog audit) {
    this.file = file;
    this.recorded = new RecordedFile(file, DIGEST, audit, Limits.bytes(MAX_BYTES));
  }

  /**
   * Reads the tokens.
   *
   * @throws RefusedException SP-IDENTITY-0018 if the file is there but not the one that was recorded, -0019 if it cannot be read: no one is
   *     let in on a guess
   */
  SortedMap<String, KeptToken> read() {
    try {
      Optional<RecordedFile.Read> found = recorded.read();
      SortedMap<String, KeptToken> tokens = tokens(found.map(RecordedFile.Read::content));
      if (found.isPresent() && !found.get().recorded()) {
        write(tokens.values(), AuditEntry.of("token.unrecorded").system("identity").action("read tokens").object("tokens").outcome(Outcome.FAILED)
            .code(Refusals.UNRECORDED).reason("no entry of the audit log says what tokens there were: all of them are taken as they are"));
      }
      return tokens;
    } catch (RefusedException e) {
      throw switch (e.refusal().code()) {
        case Refusals.DAMAGED_TOKENS -> e;
        case RecordedFile.UNUSABLE -> Refusals.unreadableTokens(file.toString(), e.refusal().what());
        default -> Refusals.damagedTokens(file.toString(), e.refusal().what());
      };
    } catch (IllegalArgumentException e) {
      throw Refusals.damagedTokens(file.toString(), "is damaged: " + e.getMessage());
    }
  }

  private SortedMap<String, KeptToken> tokens(Optional<JsonObject> content) {
    SortedMap<String, KeptToken> tokens = new TreeMap<>();
    if (content.isEmpty()) {
      return tokens;
    }
    if (!content.get().string("schema").equals(SCHEMA)) {
      throw Refusals.damagedTokens(file.toString(), "has another schema");
    }
    for (JsonObject each : content.get().objects("tokens")) {
      KeptToken token = KeptToken.fromJson(each);
      if (tokens.put(token.token().name(), token) != null) {
        throw Refusals.damagedTokens(file.toString(), "names " + token.token().name() + " twice");
      }
    }
    return tokens;
  }

  /** Records the change, then replaces the file. */
  void write(Collection<KeptToken> tokens, AuditEntry.Builder change) {
    recorded.write(JsonObject.builder().put("schema", SCHEMA).put("tokens", tokens.stream().map(KeptToken::toJson).toList()).build(), change);
  }
}
