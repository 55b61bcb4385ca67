package io.sallyport.identity.internal;

import static io.sallyport.identity.internal.Site.ADA;
import static io.sallyport.identity.internal.Site.QUINN;
import static io.sallyport.identity.internal.Site.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.identity.AuthenticationResult.Authenticated;
import io.sallyport.identity.AuthenticationResult.Refused;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.User;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LocalRealmTest {
  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(directory);
    site.realm.enrol(QUINN, word("quinn's password"));
  }

  @Test
  void knowsPeopleAfterARestart() throws Exception {
    site.restart();
    assertEquals(QUINN, site.realm.user("quinn").orElseThrow());
    assertEquals(List.of(QUINN), site.realm.users());
    assertEquals(new Authenticated(QUINN), site.realm.authenticate("quinn", word("quinn's password")));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(site.users)));
    assertFalse(Files.readString(site.users).contains("quinn's password"));
    assertTrue(Files.readString(site.users).contains("\"iterations\": 1000"));
  }

  @Test
  void unknownAndWrongLookTheSame() {
    AuthenticationResult unknown = site.realm.authenticate("nobody", word("some password"));
    AuthenticationResult wrong = site.realm.authenticate("quinn", word("some password"));
    assertEquals(wrong, unknown);
    assertEquals("SP-IDENTITY-0001", ((Refused) wrong).refusal().code());
    assertInstanceOf(Refused.class, site.realm.authenticate("nobody", new char[0]), "the stand-in has no password");
    assertInstanceOf(Refused.class, site.realm.authenticate("quinn", new char[100_000]));
  }

  /** A busy machine spoils one series of measurements or another, never all of them; a difference would be in each. */
  @Test
  void unknownAndWrongTakeTheSameTime() {
    LocalRealm slow = new LocalRealm(new AccountFile(site.data.resolve("slow.json"), new MemoryAuditLog()), site.keys, site.audit, site.clock(), 50_000);
    slow.enrol(QUINN, word("quinn's password"));
    List<Double> ratios = new ArrayList<>();
    do {
      ratios.add(unknownToWrong(slow));
    } while (!isSame(ratios.get(ratios.size() - 1)) && ratios.size() < 10);
    assertTrue(isSame(ratios.get(ratios.size() - 1)), () -> "unknown takes so many times as long as wrong: " + ratios);
  }

  private static boolean isSame(double ratio) {
    return ratio > 0.5 && ratio < 2;
  }

  private double unknownToWrong(LocalRealm slow) {
    long[] unknown = new long[15];
    long[] wrong = new long[15];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = time(() -> slow.authenticate("nobody" + ThreadLocalRandom.current().nextInt(), word("some password")));
      site.advance(Duration.ofDays(1));
      wrong[i] = time(() -> slow.authenticate("quinn", word("some password")));
    }
    return (double) Arrays.stream(unknown).sorted().skip(3).findFirst().orElseThrow()
        / Arrays.stream(wrong).sorted().skip(3).findFirst().orElseThrow();
  }

  private static long time(Runnable what) {
    long begin = System.nanoTime();
    what.run();
    return System.nanoTime() - begin;
  }

  @Test
  void locksAfterFiveFailuresKnownOrNot() {
    for (String id : List.of("quinn", "nobody")) {
      for (int i = 0; i < 5; i++) {
        assertEquals("SP-IDENTITY-0001", code(site.realm.authenticate(id, word("wrong wrong"))));
      }
      assertEquals("SP-IDENTITY-0002", code(site.realm.authenticate(id, word("quinn's password"))));
    }
    site.advance(Duration.ofSeconds(29));
    assertEquals("SP-IDENTITY-0002", code(site.realm.authenticate("quinn", word("quinn's password"))));
    site.advance(Duration.ofSeconds(1));
    assertEquals("SP-IDENTITY-0001", code(site.realm.authenticate("quinn", word("wrong wrong"))));
    site.advance(Duration.ofSeconds(59));
    assertEquals("SP-IDENTITY-0002", code(site.realm.authenticate("quinn", word("quinn's password"))));
    site.advance(Duration.ofSeconds(1));
    assertInstanceOf(Authenticated.class, site.realm.authenticate("quinn", word("quinn's password")));
    assertEquals("SP-IDENTITY-0001", code(site.realm.authenticate("quinn", word("wrong wrong"))), "a success forgets the failures");
  }

  @Test
  void manyGuessesAtTheSameTimeAreNoWayAroundTheLock() throws Exception {
    LocalRealm slow = new LocalRealm(new AccountFile(site.data.resolve("slow.json"), new MemoryAuditLog()), site.keys, site.audit, site.clock(), 20_000);
    slow.enrol(QUINN, word("quinn's password"));
    ExecutorService guessers = Executors.newFixedThreadPool(40);
    try {
      List<Callable<String>> guesses = Collections.nCopies(40, () -> code(slow.authenticate("quinn", word("wrong wrong"))));
      int checked = 0;
      for (Future<String> guess : guessers.invokeAll(guesses)) {
        checked += guess.get().equals("SP-IDENTITY-0001") ? 1 : 0;
      }
      assertTrue(checked >= 5 && checked <= 6, checked + " passwords were compared");
    } finally {
      guessers.shutdownNow();
    }
  }

  @Test
  void lockingNeverLastsLongerThanAQuarterOfAnHour() {
    Lockout lockout = new Lockout(site.clock());
    for (int i = 0; i < 200; i++) {
      lockout.failed("x");
    }
    assertEquals(site.clock().instant().plus(Lockout.LONGEST), lockout.lockedUntil("x").orElseThrow());
  }

  /** Also after what rewrites the account. */
  @Test
  void anAccountKeepsItsPerson() {
    site.realm.enrol(new User("qnight", "Quinn Abbott", "quinn", Set.of("integrator"), true), word("quinn's password"), "ada");
    assertEquals("quinn", site.realm.user("quinn").orElseThrow().person());
    site.realm.changeRoles("qnight", Set.of("operator"), "ada");
    site.realm.disable("qnight", "ada");
    site.restart();
    assertEquals("quinn", site.realm.user("qnight").orElseThrow().person());
    assertCode("SP-IDENTITY-0004", () -> new User("ok", "Name", "Not An Id", Set.of("admin"), true));
  }

  /** Disabled or not: the name stays on signed records. */
  @Test
  void aNameBelongsToOnePerson() {
    String name = QUINN.name().toUpperCase(Locale.ROOT).replace(" ", "  ");
    assertCode("SP-IDENTITY-0050", () -> site.realm.enrol(new User("other", name, Set.of("integrator")), word("another password")));
    assertCode("SP-IDENTITY-0050", () -> site.realm.enrol(new User("other", name, "sam", Set.of("integrator"), true), word("another password")));
    site.realm.disable("quinn", "ada");
    assertCode("SP-IDENTITY-0050", () -> site.realm.enrol(new User("other", name, Set.of("integrator")), word("another password")));
    site.realm.enrol(new User("other", name, "quinn", Set.of("integrator"), true), word("another password"));
    site.realm.enrol(new User("third", name, "other", Set.of("integrator"), true), word("another password"));
  }

  @Test
  void idsAreNeverGivenAgain() {
    assertCode("SP-IDENTITY-0003", () -> site.realm.enrol(QUINN, word("another password")));
    site.realm.disable("quinn", "ada");
    assertEquals("SP-IDENTITY-0001", code(site.realm.authenticate("quinn", word("quinn's password"))));
    site.restart();
    assertCode("SP-IDENTITY-0003", () -> site.realm.enrol(QUINN, word("another password")));
    assertFalse(site.realm.user("quinn").orElseThrow().enabled());
    assertCode("SP-IDENTITY-0008", () -> site.realm.disable("nobody", "ada"));
  }

  @Test
  void badDataIsRefused() {
    assertCode("SP-IDENTITY-0005", () -> site.realm.enrol(ADA, word("short")));
    for (String id : List.of("", "Quinn", "../quinn", "9q", "a".repeat(33), "q n", "q\n")) {
      assertCode("SP-IDENTITY-0004", () -> new User(id, "Name", Set.of("admin")));
    }
    assertCode("SP-IDENTITY-0004", () -> new User("ok", " ", Set.of("admin")));
    assertCode("SP-IDENTITY-0004", () -> new User("ok", "a\nb", Set.of("admin")));
    assertCode("SP-IDENTITY-0004", () -> new User("ok", "Name", Set.of("root")));
  }

  @Test
  void loginsAreRecordedOrDoNotHappen() {
    site.realm.enrol(ADA, word("ada's password"), "quinn");
    assertEquals("user.enrolled", site.audit.last().type());
    assertInstanceOf(Authenticated.class, site.realm.login("ada", word("ada's password"), "ssh:127.0.0.1"));
    assertEquals("login.succeeded", site.audit.last().type());
    site.realm.login("ada", word("wrong wrong"), "ssh:127.0.0.1");
    assertEquals("login.failed", site.audit.last().type());
    site.realm.login("x".repeat(1000), word("wrong wrong"), "ssh:127.0.0.1");
    assertEquals("unknown", site.audit.last().actor().name(), "what was typed may be a password");
    assertFalse(site.audit.entries().toString().contains("password\""));
    site.audit.fail(true);
    assertCode("SP-AUDIT-0001", () -> site.realm.login("ada", word("ada's password"), "ssh:127.0.0.1"));
    assertCode("SP-AUDIT-0001", () -> site.realm.enrol(new User("new", "New", Set.of()), word("new password")));
    assertTrue(site.realm.user("new").isEmpty());
  }

  @Test
  void aFloodOfLoginsIsNoFloodOfEntriesAndWrongPasswordsOfPeopleAreAllThere() {
    for (int i = 0; i < 5; i++) {
      site.realm.login("quinn", word("wrong wrong"), "http:192.0.2.7");
    }
    assertEquals(5, failures("SP-IDENTITY-0001"));
    for (int i = 0; i < 200; i++) {
      site.realm.login("quinn", word("wrong wrong"), "http:192.0.2.7");
      site.realm.login("guess" + i, word("wrong wrong"), "http:192.0.2.7");
    }
    assertEquals(EntryBudget.MOST, failures("SP-IDENTITY-0002") + failures("SP-IDENTITY-0001") - 5, "locked and unknown, ten a minute from one place");
    site.realm.login("nobody", word("wrong wrong"), "http:192.0.2.8");
    assertEquals(Optional.of("http:192.0.2.8"), site.audit.last().source(), "another place");
    site.advance(Duration.ofMinutes(1));
    site.realm.login("nobody", word("wrong wrong"), "http:192.0.2.7");
    assertTrue(site.audit.last().reason().orElseThrow().endsWith("; 390 failures before it were not recorded one by one"), site.audit.last()::toString);
  }

  @Test
  void noTextOfAnAccountHasItsHash() {
    PasswordHash hash = PasswordHash.of(word("some password"), 10);
    String text = new Account(QUINN, hash).toString();
    assertFalse(text.contains(hash.hash()) || text.contains(hash.salt()), text);
  }

  private long failures(String code) {
    return site.audit.entries().stream().filter(entry -> entry.type().equals("login.failed") && entry.code().equals(Optional.of(code))).count();
  }

  @Test
  void whatIsTooLongToBeAnybodysCostsAsMuchAndTakesNoMemory() {
    LocalRealm slow = new LocalRealm(new AccountFile(site.data.resolve("slow.json"), new MemoryAuditLog()), site.keys, site.audit, site.clock(), 50_000);
    slow.enrol(QUINN, word("quinn's password"));
    long[] wrong = new long[9];
    long[] endless = new long[9];
    for (int i = 0; i < wrong.length; i++) {
      site.advance(Duration.ofHours(1));
      wrong[i] = time(() -> slow.authenticate("quinn", word("some password")));
      site.advance(Duration.ofHours(1));
      endless[i] = time(() -> slow.authenticate("quinn", new char[20_000]));
    }
    assertTrue(Arrays.stream(endless).sorted().skip(2).findFirst().orElseThrow() * 2 > Arrays.stream(wrong).sorted().skip(2).findFirst().orElseThrow(), "an endless password is tried for nothing");
    for (int i = 0; i < 5; i++) {
      site.realm.authenticate("x".repeat(64) + i, word("wrong wrong"));
    }
    assertEquals("SP-IDENTITY-0002", code(site.realm.authenticate("x".repeat(64) + "another", word("wrong wrong"))), "they are counted under their beginning");
  }

  @Test
  void aChangedPasswordCountsAtOnceAndOpensTheApproverKey() {
    site.signatures.create("quinn", word("quinn's password"), SignaturePolicy.HYBRID);
    PairedKey key = site.keys.open("quinn", word("quinn's password")).key();
    assertTrue(key.postQuantum().isPresent());
    assertCode("SP-IDENTITY-0001", () -> site.realm.changePassword("quinn", word("wrong wrong"), word("fresh password")));
    assertCode("SP-IDENTITY-0005", () -> site.realm.changePassword("quinn", word("quinn's password"), word("short")));
    site.realm.changePassword("quinn", word("quinn's password"), word("fresh password"));
    assertEquals("SP-IDENTITY-0001", code(site.realm.authenticate("quinn", word("quinn's password"))));
    assertInstanceOf(Authenticated.class, site.realm.authenticate("quinn", word("fresh password")));
    assertEquals(key, site.keys.open("quinn", word("fresh password")).key());
    assertCode("SP-TRUST-0013", () -> site.keys.open("quinn", word("quinn's password")));
  }

  @Test
  void aCrashWithinAChangeOfPasswordLeavesOneThatWorks() {
    site.signatures.create("quinn", word("quinn's password"), SignaturePolicy.CLASSICAL);
    site.keys.prepare("quinn", word("quinn's password"), word("fresh password"));
    assertEquals(site.keys.open("quinn", word("quinn's password")).key(), site.keys.open("quinn", word("fresh password")).key());
  }

  @Test
  void aDamagedListLetsNoOneIn() throws Exception {
    byte[] bytes = Files.readAllBytes(site.users);
    Files.write(site.users, Arrays.copyOf(bytes, bytes.length / 2));
    assertThrows(RefusedException.class, site::restart);
    Files.writeString(site.users, new String(bytes).replace("sallyport.users/1", "sallyport.users/2"));
    assertCode("SP-IDENTITY-0009", site::restart);
    Files.writeString(site.users, new String(bytes).replace("\"iterations\": 1000", "\"iterations\": 0"));
    assertCode("SP-IDENTITY-0009", site::restart);
    Files.write(site.users, new byte[9 << 20]);
    assertCode("SP-IDENTITY-0009", site::restart);
  }

  private static String code(AuthenticationResult result) {
    return ((Refused) result).refusal().code();
  }

  static void assertCode(String code, Executable call) {
    assertEquals(code, assertThrows(RefusedException.class, call).refusal().code());
  }
}
