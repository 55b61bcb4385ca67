package io.sallyport.identity.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code site/tokens.json}: all tokens ever made, replaced as a whole. */
final class TokenFile {
  private static final String SCHEMA = "sallyport.tokens/1";
  private static final long LARGEST = 8L << 20;

  private final Path file;

  TokenFile(Path file) {
    this.file = file;
  }

  /** @throws RefusedException SP-IDENTITY-0018 if the file is there but not intact, -0019 if it cannot be read: no one is let in on a guess */
  SortedMap<String, KeptToken> read() {
    SortedMap<String, KeptToken> tokens = new TreeMap<>();
    try {
      if (Files.size(file) > LARGEST) {
        throw Refusals.damagedTokens(file.toString(), "is too large");
      }
      JsonObject json = Json.parseObject(Files.readAllBytes(file), file.toString());
      if (!json.string("schema").equals(SCHEMA)) {
        throw Refusals.damagedTokens(file.toString(), "has another schema");
      }
      for (JsonObject each : json.objects("tokens")) {
        KeptToken token = KeptToken.fromJson(each);
        if (tokens.put(token.token().name(), token) != null) {
          throw Refusals.damagedTokens(file.toString(), "names " + token.token().name() + " twice");
        }
      }
      return tokens;
    } catch (NoSuchFileException e) {
      return tokens;
    } catch (IOException e) {
      throw Refusals.unreadableTokens(file.toString(), e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      throw Refusals.damagedTokens(file.toString(), "is damaged: " + e.getMessage());
    }
  }

  void write(Collection<KeptToken> tokens) {
    JsonObject json = JsonObject.builder().put("schema", SCHEMA).put("tokens", tokens.stream().map(KeptToken::toJson).toList()).build();
    AtomicFiles.writePrivate(file, Json.pretty(json).getBytes(StandardCharsets.UTF_8));
  }
}
