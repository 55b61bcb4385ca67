package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelegationsTest {
  private static final JsonObject NOTHING = JsonObject.builder().build();
  @TempDir Path trusted;
  private final TestRepository repository = new TestRepository();
  private final Signer acme = TestKeys.signer();
  private final Signer other = TestKeys.signer();

  @ParameterizedTest
  @CsvSource({"a/*/c,a/b/c,true", "a/*/c,a/b/d/c,false", "*,a/b,false", "a/b*d,a/bxxd,true", "a/?,a/b,true", "a/?,a/,false", "a/*,a/,true", "*a*b*,xxaxxbxx,true", "*a*b,xbxa,false",
      "a/b,a/b,true", "a/b,a/B,false", "packages/acme-*/*/*,packages/acme-x/1.0.0/y.jar,true", "packages/acme-*/*/*,packages/evil/1.0.0/y.jar,false"})
  void patternsMatchPerSegment(String pattern, String path, boolean matches) {
    assertEquals(matches, Glob.matches(pattern, path));
  }

  @Test
  void aHostilePatternTakesNoExponentialTime() {
    assertFalse(Glob.matches("*a".repeat(40) + "b", "a".repeat(2000)));
  }

  @Test
  void aPartnerSignsForItsOwnNamesOnly() {
    repository.delegate("acme", acme, false, Map.of("paths", List.of("packages/acme-*/*/*")));
    repository.delegated("acme", acme, NOTHING, "packages/acme-x/1.0.0/a", "packages/radiator/1.0.0/a");
    TufClient client = refreshed();
    assertTrue(client.target("packages/acme-x/1.0.0/a").isPresent());
    assertTrue(client.target("packages/radiator/1.0.0/a").isEmpty());
    assertEquals(List.of("packages/acme-x/1.0.0/a"), List.copyOf(client.allTargets().keySet()));
    assertEquals("acme", client.voucher("packages/acme-x/1.0.0/a").orElseThrow().name());
    assertTrue(client.voucher("packages/radiator/1.0.0/a").isEmpty());
    assertEquals(java.util.Set.of("targets", "acme"), client.pinned().metadata().keySet());
  }

  @Test
  void aPartnersMetadataNeedsThePartnersKey() {
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*")));
    repository.delegated("acme", other, NOTHING, "x/a");
    TufClient client = refreshed();
    assertCode("SP-TRUST-0011", () -> client.target("x/a"));
  }

  @Test
  void theFirstDelegationWinsAndATerminatingOneEndsTheSearch() {
    repository.delegate("first", acme, false, Map.of("paths", List.of("x/*")));
    repository.delegate("second", other, true, Map.of("paths", List.of("x/*", "y/*")));
    repository.delegate("third", acme, false, Map.of("paths", List.of("x/*", "y/*", "z/*")));
    repository.delegated("first", acme, NOTHING, "x/a");
    repository.delegated("second", other, NOTHING, "x/a", "x/b");
    repository.delegated("third", acme, NOTHING, "x/c", "y/a", "z/a");
    TufClient client = refreshed();
    assertEquals("first", by(client, "x/a"));
    assertEquals("second", by(client, "x/b"));
    assertEquals("nobody", by(client, "x/c"));
    assertEquals("nobody", by(client, "y/a"));
    assertEquals("third", by(client, "z/a"));
    assertEquals(java.util.Set.of("x/a", "x/b", "z/a"), client.allTargets().keySet());
  }

  @Test
  void namesCanBeDelegatedByDigest() {
    String prefix = Digests.sha256("x/a".getBytes()).substring(0, 4);
    repository.delegate("hashed", acme, false, Map.of("path_hash_prefixes", List.of(prefix)));
    repository.delegated("hashed", acme, NOTHING, "x/a", "x/b");
    TufClient client = refreshed();
    assertEquals("hashed", by(client, "x/a"));
    assertEquals("nobody", by(client, "x/b"));
  }

  /** TAP 15; the bins and their names as python-tuf computes them, see also the repositories that it builds. */
  @Test
  void hashBinsCanBeWrittenInOneLine() {
    for (int bits : new int[] {1, 3, 4, 6}) {
      TestRepository binned = new TestRepository();
      String path = "x/a";
      int bin = Integer.parseInt(Digests.sha256(path.getBytes()).substring(0, 4), 16) >> 16 - bits;
      String name = "bin-" + (bits > 4 && bin < 16 ? "0" : "") + Integer.toHexString(bin);
      binned.succinct(acme, bits, "bin");
      binned.delegated(name, acme, NOTHING, path);
      binned.publish();
      TufClient client = new TufClient(trusted.resolve("bits" + bits), binned, TufClientTest.clock(TestRepository.NOW));
      client.init(binned.firstRoot());
      client.refresh();
      assertEquals(name, by(client, path));
      assertCode("SP-TRUST-0022", client::allTargets);
    }
    for (int bits : new int[] {0, 15}) {
      TestRepository binned = new TestRepository();
      binned.succinct(acme, bits, "bin");
      binned.publish();
      TufClient client = new TufClient(trusted.resolve("refused" + bits), binned, TufClientTest.clock(TestRepository.NOW));
      client.init(binned.firstRoot());
      assertCode("SP-TRUST-0020", client::refresh);
    }
  }

  @Test
  void binsNeedTheKeyOfTheBins() {
    repository.succinct(acme, 1, "bin");
    repository.delegated("bin-0", other, NOTHING);
    repository.delegated("bin-1", other, NOTHING);
    TufClient client = refreshed();
    assertCode("SP-TRUST-0011", () -> client.target("x/a"));
  }

  @Test
  void anExpiredDelegatedRoleIsNotTrusted() {
    Instant fresh = repository.expires;
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*")));
    repository.expires = TestRepository.NOW;
    repository.delegated("acme", acme, NOTHING, "x/a");
    repository.expires = fresh;
    TufClient client = refreshed();
    assertCode("SP-TRUST-0026", () -> client.target("x/a"));
    assertFalse(Files.exists(trusted.resolve("acme.json")));
  }

  @Test
  void aPartnersThresholdMustBeMet() {
    Signer second = TestKeys.signer();
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*"), "threshold", 2, "keyids", List.of(acme.key().id(), second.key().id())));
    repository.delegatedKeys.put(second.key().id(), second.key().toJson());
    repository.delegated("acme", acme, NOTHING, "x/a");
    TufClient client = refreshed();
    assertCode("SP-TRUST-0011", () -> client.target("x/a"));
  }

  @Test
  void aRoleReachedTwiceMustMeetEachDelegatorsKeys() {
    repository.delegate("left", acme, false, Map.of("paths", List.of("l/*")));
    repository.delegate("right", acme, false, Map.of("paths", List.of("r/*")));
    repository.delegated("left", acme, shared(other, "l/*"));
    repository.delegated("right", acme, shared(acme, "r/*"));
    repository.delegated("shared", other, NOTHING, "l/a", "r/a");
    TufClient client = refreshed();
    assertEquals("shared", by(client, "l/a"));
    assertCode("SP-TRUST-0011", () -> client.target("r/a"));
  }

  @Test
  void aCircleOfDelegationsEnds() {
    repository.delegate("a", acme, false, Map.of("paths", List.of("x/*")));
    JsonObject back = delegations(acme, "a", "x/*");
    repository.delegated("a", acme, delegations(acme, "b", "x/*"), "x/1");
    repository.delegated("b", acme, back, "x/2");
    TufClient client = refreshed();
    assertEquals("b", by(client, "x/2"));
    assertEquals("nobody", by(client, "x/3"));
    assertEquals(2, client.allTargets().size());
  }

  @Test
  void strangeRoleNamesStayInsideTheStore() throws Exception {
    for (String name : List.of("../x", "?#%", "a/b", ".")) {
      repository.delegate(name, acme, false, Map.of("paths", List.of("x/*")));
      repository.delegated(name, acme, NOTHING, "x/" + RoleNames.encoded(name));
    }
    TufClient client = refreshed();
    assertEquals(4, client.allTargets().size());
    assertTrue(Files.exists(trusted.resolve("..%2Fx.json")));
    assertFalse(Files.exists(trusted.resolveSibling("x.json")));
  }

  @Test
  void reservedRoleNamesAreRefused() {
    for (String name : List.of("root", "timestamp", "2.root", "", "?".repeat(67), "a".repeat(201))) {
      repository.delegations.clear();
      repository.delegate(name, acme, false, Map.of("paths", List.of("x/*")));
      assertCode("SP-TRUST-0020", this::refreshed);
    }
  }

  @Test
  void aRoleThatTheSnapshotDoesNotListIsRefused() {
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*")));
    TufClient client = refreshed();
    assertCode("SP-TRUST-0022", () -> client.target("x/a"));
  }

  @Test
  void pathsOutOfTheRepositoryAreRefused(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("secret"), "s");
    Path inside = Files.createDirectory(directory.resolve("medium"));
    Files.writeString(inside.resolve("plain"), "p");
    Files.createSymbolicLink(inside.resolve("link"), directory.resolve("secret"));
    Files.createSymbolicLink(inside.resolve("folder"), directory);
    DirectoryFetcher fetcher = new DirectoryFetcher(inside);
    assertEquals(1, fetcher.fetch("plain", 1).orElseThrow().length);
    assertEquals(Optional.empty(), fetcher.fetch("absent", 1));
    for (String path : List.of("../secret", "link", "folder/secret", "/etc/hosts", "a//b", "./plain", "a\\b", "x\u0000y", "")) {
      assertThrows(RefusedException.class, () -> fetcher.fetch(path, 10), path);
    }
    assertCode("SP-TRUST-0021", () -> fetcher.fetch("plain", 0));
  }

  private static JsonObject shared(Signer key, String path) {
    return delegations(key, "shared", path);
  }

  private static JsonObject delegations(Signer key, String role, String path) {
    JsonObject json = JsonObject.builder().put("name", role).put("keyids", List.of(key.key().id())).put("threshold", 1).put("terminating", false).put("paths", List.of(path)).build();
    return JsonObject.builder().put("delegations", Map.of("keys", Map.of(key.key().id(), key.key().toJson()), "roles", List.of(json))).build();
  }

  private static String by(TufClient client, String path) {
    return client.target(path).flatMap(TargetFile::custom).map(c -> c.string("by")).orElse("nobody");
  }

  private TufClient refreshed() {
    repository.publish();
    TufClient client = new TufClient(trusted, repository, TufClientTest.clock(TestRepository.NOW));
    client.init(repository.firstRoot());
    client.refresh();
    return client;
  }
}
