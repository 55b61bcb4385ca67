package io.sallyport.identity.internal;

import io.sallyport.identity.Token;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A token with the SHA-256 of its secret: 256 random bits need no slow hash.
 *
 * @param sha256 lower-case hex
 */
record KeptToken(Token token, String sha256) {
  static KeptToken fromJson(JsonObject json) {
    try {
      Token token = new Token(json.string("name"), json.string("role"), json.string("by"), Instant.parse(json.string("created")), Instant.parse(json.string("expires")),
          json.optionalString("revoked").map(Instant::parse));
      if (!Digests.isSha256(json.string("sha256"))) {
        throw new IllegalArgumentException("sha256 of " + token.name());
      }
      return new KeptToken(token, json.string("sha256"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  JsonObject toJson() {
    return JsonObject.builder().put("name", token.name()).put("role", token.role()).put("by", token.by()).put("created", token.created().toString())
        .put("expires", token.expires().toString()).put("revoked", token.revoked().map(Instant::toString)).put("sha256", sha256).build();
  }

  byte[] hash() {
    return HexFormat.of().parseHex(sha256);
  }

  KeptToken revokedAt(Instant time) {
    return new KeptToken(new Token(token.name(), token.role(), token.by(), token.created(), token.expires(), Optional.of(time)), sha256);
  }
}
