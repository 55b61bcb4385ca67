package io.sallyport.identity.internal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.EntryBudget;
import io.sallyport.identity.IssuedToken;
import io.sallyport.identity.Token;
import io.sallyport.identity.TokenResult;
import io.sallyport.identity.Tokens;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokensTest {
  private static final Actor ADA = new Actor.Person("ada", "admin");
  private static final String SOURCE = "http:127.0.0.1";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir
  Path data;
  private Site site;
  private Path file;
  private Tokens tokens;

  @BeforeEach
  void open() {
    site = new Site(data);
    file = data.resolve("site/tokens.json");
    restart();
  }

  private void restart() {
    tokens = new LocalTokens(new TokenFile(file, site.audit), site.audit, site.clock());
  }

  private Optional<String> code(String shown) {
    return tokens.authenticate(shown, SOURCE) instanceof TokenResult.Refused refused ? Optional.of(refused.refusal().code()) : Optional.empty();
  }

  @Test
  void aNewTokenLetsInAndIsKeptHashedAndPrivate() throws Exception {
    IssuedToken issued = tokens.create("press-4", "operator", DAY, ADA);
    assertTrue(tokens.authenticate(issued.secret(), SOURCE) instanceof TokenResult.Accepted ok && ok.token().role().equals("operator") && ok.token().actor().equals("token:press-4"));
    restart();
    assertEquals(Optional.empty(), code(issued.secret()), "after a restart");
    String secret = issued.secret().substring(issued.secret().lastIndexOf("press-4_") + 8);
    assertAll(() -> assertFalse(Files.readString(file).contains(secret)), () -> assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file))),
        () -> assertFalse(issued.toString().contains(secret)), () -> assertFalse(site.audit.entries().toString().contains(secret)),
        () -> assertEquals(List.of("token.created"), site.audit.types()));
  }

  @Test
  void aWrongAnUnknownAndNoTokenAreOneRefusal() {
    String good = tokens.create("press-4", "operator", DAY, ADA).secret();
    String last = good.endsWith("A") ? "B" : "A";
    for (String wrong : List.of("", "spt_", "spt_press-4_", good.substring(0, good.length() - 1) + last, good + "A", good.toUpperCase(Locale.ROOT),
        good.replace("press-4", "press-5"), "x".repeat(10_000))) {
      assertEquals(Optional.of("SP-IDENTITY-0011"), code(wrong), wrong);
    }
    AuditEntry refused = site.audit.last();
    assertAll(() -> assertEquals("token.refused", refused.type()), () -> assertEquals(Optional.of(SOURCE), refused.source()), () -> assertFalse(site.audit.entries().toString().contains("xxxx")));
  }

  @Test
  void expiresAndIsRevoked() {
    String revoked = tokens.create("a", "operator", DAY, ADA).secret();
    String expired = tokens.create("b", "auditor", DAY, ADA).secret();
    tokens.revoke("a", ADA);
    tokens.revoke("a", ADA);
    assertEquals(Optional.of("SP-IDENTITY-0013"), code(revoked));
    assertEquals(Optional.empty(), code(expired));
    site.advance(DAY.minusSeconds(1));
    assertEquals(Optional.empty(), code(expired), "in its last second");
    site.advance(Duration.ofSeconds(1));
    assertEquals(Optional.of("SP-IDENTITY-0012"), code(expired));
    restart();
    assertEquals(Optional.of("SP-IDENTITY-0013"), code(revoked));
    assertEquals(List.of(Token.State.REVOKED, Token.State.EXPIRED), tokens.tokens().stream().map(tokens::state).toList());
    assertEquals(1, site.audit.types().stream().filter("token.revoked"::equals).count());
  }

  @Test
  void afterTenFailuresTheRestIsCountedAndAValidTokenStillPasses() {
    String good = tokens.create("press-4", "operator", DAY, ADA).secret();
    for (int i = 0; i < EntryBudget.MOST; i++) {
      assertEquals(Optional.of("SP-IDENTITY-0011"), code("spt_press-4_guess" + i));
    }
    assertEquals(Optional.of("SP-IDENTITY-0014"), code("spt_press-4_guess"));
    assertEquals(Optional.empty(), code(good));
    assertEquals(EntryBudget.MOST, site.audit.types().stream().filter("token.refused"::equals).count());
    site.advance(Duration.ofMinutes(1));
    assertEquals(Optional.of("SP-IDENTITY-0011"), code("spt_press-4_guess"));
    assertTrue(site.audit.last().reason().orElseThrow().contains("1 failures before it"), site.audit.last().toString());
  }

  @Test
  void namesRolesAndLifetimesHaveBounds() {
    tokens.create("press-4", "operator", DAY, ADA);
    assertRefused("SP-IDENTITY-0015", () -> tokens.create("press-4", "operator", DAY, ADA));
    for (String name : List.of("", "Press", "a_b", "-a", "a".repeat(33))) {
      assertRefused("SP-IDENTITY-0017", () -> tokens.create(name, "operator", DAY, ADA));
    }
    for (String role : List.of("quality", "security", "nobody", "")) {
      assertRefused("SP-IDENTITY-0017", () -> tokens.create("b", role, DAY, ADA));
    }
    assertRefused("SP-IDENTITY-0017", () -> tokens.create("b", "operator", Duration.ofSeconds(59), ADA));
    assertRefused("SP-IDENTITY-0017", () -> tokens.create("b", "operator", Tokens.LONGEST.plusSeconds(1), ADA));
    assertRefused("SP-IDENTITY-0016", () -> tokens.revoke("b", ADA));
  }

  @Test
  void whatIsNotRecordedDoesNotHappen() {
    String good = tokens.create("press-4", "operator", DAY, ADA).secret();
    site.audit.fail(true);
    assertThrows(RefusedException.class, () -> tokens.create("b", "operator", DAY, ADA));
    assertThrows(RefusedException.class, () -> tokens.revoke("press-4", ADA));
    site.audit.fail(false);
    restart();
    assertEquals(1, tokens.tokens().size());
    assertEquals(Optional.empty(), code(good));
  }

  @Test
  void aDamagedListLetsNobodyIn() throws Exception {
    tokens.create("press-4", "operator", DAY, ADA);
    String intact = Files.readString(file);
    for (String damaged : List.of("{}", intact.replace("sallyport.tokens/1", "sallyport.tokens/2"), intact.replace("\"sha256\": \"", "\"sha256\": \"zz"), intact.replace("2026-", "x"))) {
      Files.writeString(file, damaged);
      assertThrows(RefusedException.class, this::restart, damaged);
    }
  }

  private static void assertRefused(String code, Runnable call) {
    assertEquals(code, assertThrows(RefusedException.class, call::run).refusal().code());
  }
}
