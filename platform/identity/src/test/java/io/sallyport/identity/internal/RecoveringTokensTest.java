package io.sallyport.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.identity.TokenResult;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveringTokensTest {
  private static final Actor ADA = new Actor.Person("ada", "admin");

  @TempDir
  Path data;

  private Optional<String> code(RecoveringTokens tokens) {
    return tokens.refusal().map(Refusal::code);
  }

  @Test
  void aListThatCannotBeReadRefusesAllIsRecordedOnceAndTriedAgain() throws IOException {
    Site site = new Site(data);
    Path file = data.resolve("site/tokens.json");
    Files.createDirectories(file); // no right takes reading from root; a directory does from everybody
    RecoveringTokens tokens = new RecoveringTokens(new TokenFile(file, site.audit), site.audit, site.clock());
    assertEquals(Optional.of("SP-IDENTITY-0019"), code(tokens));
    assertEquals("SP-IDENTITY-0019", assertThrows(RefusedException.class, () -> tokens.authenticate("spt_x_y", "http:127.0.0.1")).refusal().code());
    assertThrows(RefusedException.class, () -> tokens.create("press-4", "operator", Duration.ofDays(1), ADA));
    site.advance(Duration.ofSeconds(2));
    assertEquals(Optional.of("SP-IDENTITY-0019"), code(tokens));
    assertEquals(List.of("token.unreadable"), site.audit.types());

    Files.delete(file);
    Files.writeString(file, "{\"schema\":\"sallyport.users/1\",\"tokens\":[]}");
    site.advance(Duration.ofSeconds(2));
    assertEquals(Optional.of("SP-IDENTITY-0018"), code(tokens), "another cause");
    assertEquals(List.of("token.unreadable", "token.unreadable"), site.audit.types());

    Files.delete(file);
    assertEquals(Optional.of("SP-IDENTITY-0018"), code(tokens), "not read at each request");
    site.advance(Duration.ofSeconds(2));
    assertEquals(Optional.empty(), code(tokens));
    String secret = tokens.create("press-4", "operator", Duration.ofDays(1), ADA).secret();
    assertTrue(tokens.authenticate(secret, "http:127.0.0.1") instanceof TokenResult.Accepted);
  }

  @Test
  void oneThatIsNotThereIsAnEmptyList() {
    Site site = new Site(data);
    RecoveringTokens tokens = new RecoveringTokens(new TokenFile(data.resolve("site/tokens.json"), site.audit), site.audit, site.clock());
    assertEquals(Optional.empty(), tokens.refusal());
    assertEquals(List.of(), tokens.tokens());
    assertEquals(List.of(), site.audit.types());
  }
}
