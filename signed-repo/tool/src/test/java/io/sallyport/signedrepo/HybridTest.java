package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository signed with ML-DSA-87 as well, by the tool's command line; stock TUF clients take it too. */
class HybridTest {
  @TempDir static Path shared;
  @TempDir Path work;
  private static Path keys;
  private static Path password;
  private Path repository;
  private Path root;

  @BeforeAll
  static void keys() throws Exception {
    keys = shared.resolve("keys");
    password = Files.writeString(shared.resolve("password"), "correct horse\n");
    ToolRun.ok("keys", keys, "--password-file", password);
    ToolRun.ok("keys", keys, "--algorithm", "ml-dsa-87", "--password-file", password);
  }

  @BeforeEach
  void repository() {
    repository = work.resolve("repository");
    root = repository.resolve("published/metadata/1.root.json");
  }

  @Test
  void bothThresholdsAreNeededToPublishAndToVerify() throws Exception {
    ToolRun.ok("init", repository, "--keys", keys, "--policy", "hybrid");
    ToolRun.ok("add", repository, TestPackage.folder(work, "thing", "1.0.0"));
    sign("root", "vendor-root-1", "vendor-root-2", "vendor-root-pq-1");
    sign("targets", "vendor-targets-1", "vendor-targets-pq-2", "vendor-targets-pq-3");
    ToolRun.refused("SP-TRUST-0011", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    sign("targets", "vendor-targets-2");
    sign("snapshot", "vendor-snapshot");
    ToolRun.refused("SP-TRUST-0083", "sign", repository, "--role", "timestamp", "--key", keys.resolve("vendor-timestamp.p12"), "--password-file", password);
    sign("snapshot", "vendor-snapshot-pq");
    sign("timestamp", "vendor-timestamp", "vendor-timestamp-pq");
    String status = ToolRun.ok("status", repository);
    assertTrue(status.contains("policy hybrid") && status.lines().anyMatch(line -> line.matches("root .*2 of 2 +1 of 2 .*")), status);
    ToolRun.refused("SP-TRUST-0083", "publish", repository);
    assertTrue(sign("root", "vendor-root-pq-3").endsWith("complete"));
    ToolRun.ok("publish", repository);
    Path medium = work.resolve("medium");
    ToolRun.ok("medium", repository, medium);
    assertTrue(ToolRun.ok("verify", medium, "--root", root).contains("verified: 4 targets"));
    StockClients.agree(work, medium, root, "packages/thing/1.0.0/package.json", "packages/thing/1.0.0/thing-1.0.0.jar");
    stripped(medium.resolve("metadata/1.targets.json"));
    ToolRun.refused("SP-TRUST-0023", "verify", medium, "--root", root);
  }

  @Test
  void aClassicalRepositoryTurnsHybridAndPqOnlyAndBackUnderBothPolicies() throws Exception {
    ToolRun.ok("init", repository, "--keys", keys);
    sign("root", "vendor-root-1", "vendor-root-2");
    ToolRun.ok("add", repository, TestPackage.folder(work, "thing", "1.0.0"));
    release("");
    for (String policy : List.of("hybrid", "pq-only", "classical")) {
      ToolRun.ok("policy", repository, policy, "--keys", keys);
      sign("root", "vendor-root-1", "vendor-root-2");
      ToolRun.refused("SP-TRUST-0083", "publish", repository);
      sign("root", "vendor-root-pq-1", "vendor-root-pq-2");
      ToolRun.ok("add", repository, TestPackage.folder(work, "thing-" + policy, "1.0.0"));
      release("", "-pq");
    }
    Path medium = work.resolve("medium");
    ToolRun.ok("medium", repository, medium);
    assertTrue(ToolRun.ok("verify", medium, "--root", root).contains("root version 4"));
    StockClients.agree(work, medium, root, "packages/thing-classical/1.0.0/package.json");
  }

  @Test
  void aPartnerOfAHybridRepositoryHasBothKindsOfKeys() throws Exception {
    hybrid();
    ToolRun.ok("keys", keys, "acme", "--password-file", password);
    ToolRun.ok("keys", keys, "acme-pq", "--algorithm", "ml-dsa-87", "--password-file", password);
    ToolRun.refused("SP-TOOL-0023", "delegate", repository, "add", "acme", "--public-key", keys.resolve("acme.json"), "--paths", "packages/acme-*/**");
    ToolRun.refused("SP-TOOL-0023", "delegate", repository, "add", "acme", "--public-key", keys.resolve("acme-pq.json"), "--paths", "packages/acme-*/**");
    ToolRun.ok("delegate", repository, "add", "acme", "--public-key", keys.resolve("acme.json"), "--public-key", keys.resolve("acme-pq.json"), "--paths", "packages/acme-*/**");
    ToolRun.ok("add", repository, TestPackage.folder(work, "acme-thing", "1.0.0"), "--role", "acme");
    sign("acme", "acme");
    sign("targets", "vendor-targets-1", "vendor-targets-2", "vendor-targets-pq-1", "vendor-targets-pq-2");
    ToolRun.refused("SP-TRUST-0083", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    sign("acme", "acme-pq");
    sign("snapshot", "vendor-snapshot", "vendor-snapshot-pq");
    sign("timestamp", "vendor-timestamp", "vendor-timestamp-pq");
    ToolRun.ok("publish", repository);
    Path medium = work.resolve("medium");
    ToolRun.ok("medium", repository, medium);
    assertTrue(ToolRun.ok("verify", medium, "--root", root).contains("acme-thing"));
    StockClients.agree(work, medium, root, "packages/acme-thing/1.0.0/package.json");
  }

  @Test
  void mlDsaKeysRotateByThemselves() throws Exception {
    hybrid();
    ToolRun.ok("keys", keys, "next-root-pq-1", "next-root-pq-2", "--algorithm", "ml-dsa-87", "--password-file", password);
    ToolRun.ok("rotate", repository, "--role", "root", "--public-key", keys.resolve("next-root-pq-1.json"), "--public-key", keys.resolve("next-root-pq-2.json"), "--threshold", "2");
    sign("root", "vendor-root-1", "vendor-root-2", "next-root-pq-1", "next-root-pq-2");
    ToolRun.refused("SP-TRUST-0083", "publish", repository);
    sign("root", "vendor-root-pq-1", "vendor-root-pq-2");
    ToolRun.ok("publish", repository);
    JsonObject published = Json.parseObject(Files.readAllBytes(repository.resolve("published/metadata/2.root.json")), "root");
    assertEquals(2, published.object("signed").object("post_quantum").object("roles").object("root").strings("keyids").size());
    assertEquals(3, published.object("signed").object("roles").object("root").strings("keyids").size(), "the classical keys stay");
  }

  @Test
  void theInventoryOfAHybridVendorNeedsBothKinds() throws Exception {
    hybrid();
    Path home = work.resolve("home");
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/a.jar"), "a");
    String made = ToolRun.ok("inventory", home, "--root", root, "--key", keys.resolve("vendor-targets-1.p12"), "--key", keys.resolve("vendor-targets-2.p12"), "--password-file", password);
    assertTrue(made.contains("2 of 2 signatures, ML-DSA-87 0 of 2"), made);
    String added = ToolRun.ok("inventory", home, "--add", "--key", keys.resolve("vendor-targets-pq-1.p12"), "--key", keys.resolve("vendor-targets-pq-2.p12"), "--password-file", password);
    assertTrue(added.contains("2 of 2 signatures, ML-DSA-87 2 of 2"), added);
  }

  @Test
  void keysOfTheWrongKindAreRefused() throws Exception {
    Path mixed = Files.createDirectories(work.resolve("mixed"));
    for (Path file : List.of(keys.resolve("vendor-root-1.json"), keys.resolve("vendor-root-pq-1.json"))) {
      Files.copy(file, mixed.resolve(file.getFileName()));
    }
    Files.copy(keys.resolve("vendor-root-2.json"), mixed.resolve("vendor-root-pq-2.json"));
    ToolRun.refused("SP-TOOL-0002", "init", repository, "--keys", mixed, "--policy", "hybrid", "--root-threshold", "1");
    assertEquals(2, ToolRun.run(new java.util.ArrayList<>(), "init", repository, "--keys", keys, "--policy", "best"));
    ToolRun.ok("init", repository, "--keys", keys);
    ToolRun.refused("SP-TRUST-0081", "policy", repository, "hybrid");
  }

  private void hybrid() throws Exception {
    ToolRun.ok("init", repository, "--keys", keys, "--policy", "hybrid");
    sign("root", "vendor-root-1", "vendor-root-2", "vendor-root-pq-1", "vendor-root-pq-2");
    ToolRun.ok("add", repository, TestPackage.folder(work, "thing", "1.0.0"));
    release("", "-pq");
  }

  private void release(String... kinds) {
    for (String kind : kinds) {
      sign("targets", "vendor-targets" + kind + "-1", "vendor-targets" + kind + "-2");
    }
    for (String role : List.of("snapshot", "timestamp")) {
      for (String kind : kinds) {
        sign(role, "vendor-" + role + kind);
      }
    }
    ToolRun.ok("publish", repository);
  }

  private String sign(String role, String... names) {
    String last = "";
    for (String name : names) {
      last = ToolRun.ok("sign", repository, "--role", role, "--key", keys.resolve(name + ".p12"), "--password-file", password);
    }
    return last;
  }

  /** Takes the ML-DSA-87 signatures away. */
  private static void stripped(Path file) throws Exception {
    JsonObject json = Json.parseObject(Files.readAllBytes(file), "metadata");
    List<JsonObject> classical = json.objects("signatures").stream().filter(s -> s.string("sig").length() < 1000).toList();
    Files.write(file, Json.pretty(json.toBuilder().put("signatures", classical).build()).getBytes(StandardCharsets.UTF_8));
  }
}
