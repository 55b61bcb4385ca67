package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three policies of ADR 0007, each with what must not get through. */
class PostQuantumTest {
  @TempDir Path trusted;
  private final TestRepository repository = new TestRepository().target("a/b");
  private int clients;

  @Test
  void aHybridRepositoryIsTakenWithBothThresholds() {
    repository.turn(SignaturePolicy.HYBRID).publish();
    TufClient client = refreshed();
    assertEquals(SignaturePolicy.HYBRID, client.root().policy());
    assertEquals(TestRepository.file("a/b"), client.target("a/b").orElseThrow());
    assertEquals(client.allTargets(), VendorSet.evaluate(client.pinnedBytes()::get, client.pinned(), repository.firstRoot()));
  }

  @Test
  void hybridNeedsTheMlDsaThresholdForEveryRole() {
    repository.turn(SignaturePolicy.HYBRID).publish();
    for (String file : List.of("2.root.json", "1.targets.json", "1.snapshot.json", "timestamp.json")) {
      Map<String, byte[]> intact = Map.copyOf(repository.files);
      spoil(file, signatures -> signatures.stream().filter(s -> s.sig().length() < 1000).toList());
      assertCode("SP-TRUST-0083", this::refreshed);
      repository.files.putAll(intact);
    }
    assertTrue(refreshed().target("a/b").isPresent());
  }

  @Test
  void hybridNeedsTheClassicalThresholdToo() {
    repository.turn(SignaturePolicy.HYBRID).publish();
    for (String file : List.of("1.targets.json", "1.snapshot.json", "timestamp.json")) {
      Map<String, byte[]> intact = Map.copyOf(repository.files);
      spoil(file, signatures -> signatures.stream().filter(s -> s.sig().length() > 1000).toList());
      assertCode("SP-TRUST-0011", this::refreshed);
      repository.files.putAll(intact);
    }
  }

  @Test
  void belowTheThresholdWrongTwiceOrByAnotherRoleIsNotEnough() {
    repository.turn(SignaturePolicy.HYBRID).publish();
    List<Signer> keys = repository.postQuantum.get("targets");
    Signer stranger = repository.postQuantum.get("root").get(0);
    Envelope classical = Envelope.sign(repository.targetsSigned(1), repository.targetsKeys[0], repository.targetsKeys[1]);
    Signature good = Signature.of(keys.get(0), classical.canonicalBytes());
    Signature wrong = new Signature(keys.get(1).key().id(), Signature.of(keys.get(1), new byte[] {1}).sig());
    Signature underAnothersName = new Signature(keys.get(1).key().id(), good.sig());
    Signature otherRole = Signature.of(stranger, classical.canonicalBytes());
    repository.publishAgain(new Envelope(classical.signed(), Stream.concat(classical.signatures().stream(), Stream.of(good, good)).toList()));
    assertCode("SP-TRUST-0061", this::refreshed);
    for (Signature second : List.of(wrong, underAnothersName, otherRole, new Signature(keys.get(1).key().id(), "not hexadecimal"))) {
      List<Signature> all = new ArrayList<>(classical.signatures());
      all.addAll(List.of(good, second));
      repository.publishAgain(new Envelope(classical.signed(), all));
      assertCode("SP-TRUST-0083", this::refreshed);
    }
    repository.publishAgain(classical.with(good).with(keys.get(1)));
    assertTrue(refreshed().target("a/b").isPresent());
  }

  @Test
  void oneKeyInTwoSpellingsCountsOnce() {
    Signer signer = TestKeys.signer(Algorithm.ML_DSA_87);
    TufKey upper = new TufKey(signer.key().type(), signer.key().scheme(), signer.key().publicValue().toUpperCase(java.util.Locale.ROOT));
    Quorum two = PostQuantum.quorum(List.of(signer.key(), upper), 2);
    Envelope envelope = Envelope.sign(JsonObject.builder().put("n", 1).build(), signer);
    Envelope both = new Envelope(envelope.signed(), List.of(envelope.signatures().get(0), new Signature(upper.id(), envelope.signatures().get(0).sig())));
    assertEquals("1 of 2", two.count(both).toString());
  }

  @Test
  void pqOnlyCountsNoClassicalSignature() {
    repository.turn(SignaturePolicy.PQ_ONLY).publish();
    assertTrue(refreshed().target("a/b").isPresent());
    spoil("1.targets.json", signatures -> signatures.stream().filter(s -> s.sig().length() > 1000).toList());
    assertTrue(refreshed().target("a/b").isPresent(), "classical signatures are not counted");
    spoil("1.targets.json", signatures -> signatures.subList(0, 1));
    assertCode("SP-TRUST-0083", this::refreshed);
    repository.publishAgain(Envelope.sign(repository.targetsSigned(1), repository.targetsKeys));
    assertCode("SP-TRUST-0083", this::refreshed);
  }

  @Test
  void classicalCountsNoMlDsaSignature() {
    repository.turn(SignaturePolicy.CLASSICAL).publish();
    spoil("1.targets.json", signatures -> signatures.stream().filter(s -> s.sig().length() < 1000).toList());
    assertTrue(refreshed().target("a/b").isPresent(), "keys are prepared, the policy is not raised yet");
    repository.publishAgain(Envelope.sign(repository.targetsSigned(1), repository.with("targets")));
    assertCode("SP-TRUST-0011", this::refreshed);
  }

  @Test
  void aPolicyIsLoweredOnlyByThoseWhoSignUnderIt() {
    repository.turn(SignaturePolicy.HYBRID);
    repository.policy = SignaturePolicy.CLASSICAL;
    repository.root(repository.rootKeys);
    repository.publish();
    assertCode("SP-TRUST-0083", this::refreshed);
    repository.rootVersion = 2;
    repository.root(repository.with("root", repository.rootKeys[0], repository.rootKeys[1]));
    assertEquals(SignaturePolicy.CLASSICAL, refreshed().root().policy());
  }

  @Test
  void aRootWithoutTheFieldIsADowngradeToo() {
    repository.turn(SignaturePolicy.HYBRID);
    repository.postQuantum.clear();
    repository.root(repository.rootKeys);
    repository.publish();
    assertCode("SP-TRUST-0083", this::refreshed);
  }

  @Test
  void raisingThePolicyNeedsTheNewKeysToo() {
    repository.turn(SignaturePolicy.HYBRID);
    repository.rootVersion = 1;
    repository.root(repository.rootKeys);
    repository.publish();
    assertCode("SP-TRUST-0083", this::refreshed);
  }

  @Test
  void mlDsaKeysRotateUnderTheOldAndTheNewThreshold() {
    repository.turn(SignaturePolicy.HYBRID);
    List<Signer> old = repository.postQuantum.put("root", List.of(TestKeys.signers(2, Algorithm.ML_DSA_87)));
    repository.root(repository.with("root", repository.rootKeys));
    repository.publish();
    assertCode("SP-TRUST-0083", this::refreshed);
    List<Signer> all = new ArrayList<>(List.of(repository.with("root", repository.rootKeys)));
    all.addAll(old);
    repository.rootVersion = 2;
    repository.root(all.toArray(Signer[]::new));
    assertEquals(3, refreshed().root().version());
  }

  @Test
  void rotatedTimestampKeysOfEitherKindForgetTheOldTimestamp() {
    repository.turn(SignaturePolicy.HYBRID);
    RootMetadata before = RootMetadata.parse(repository.rootSigned(2));
    assertTrue(!before.rotates("timestamp", RootMetadata.parse(repository.rootSigned(3))));
    repository.postQuantum.put("timestamp", List.of(TestKeys.signer(Algorithm.ML_DSA_87)));
    assertTrue(before.rotates("timestamp", RootMetadata.parse(repository.rootSigned(3))));
  }

  @Test
  void aDelegatedRoleNeedsMlDsaKeysToo() {
    Signer acme = TestKeys.signer();
    Signer acmeToo = TestKeys.signer(Algorithm.ML_DSA_87);
    repository.turn(SignaturePolicy.HYBRID);
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*")));
    JsonObject signed = repository.header("targets", 1).put("targets", Map.of("x/a", TestRepository.file("x/a").toJson())).build();
    repository.delegated("acme", Envelope.sign(signed, acme, acmeToo));
    repository.publish();
    assertCode("SP-TRUST-0082", () -> refreshed().target("x/a"));
    repository.delegatedPostQuantum.put("acme", PostQuantum.quorum(List.of(acmeToo.key()), 1));
    repository.publishAgain(Envelope.sign(repository.targetsSigned(1), repository.with("targets", repository.targetsKeys)));
    assertTrue(refreshed().target("x/a").isPresent());
    repository.delegated("acme", Envelope.sign(signed, acme));
    repository.publishAgain(Envelope.sign(repository.targetsSigned(1), repository.with("targets", repository.targetsKeys)));
    assertCode("SP-TRUST-0083", () -> refreshed().target("x/a"));
  }

  @Test
  void aKeyAmongTheOtherKindProvesNothing() {
    Signer classical = TestKeys.signer();
    Signer pq = TestKeys.signer(Algorithm.ML_DSA_87);
    Envelope envelope = Envelope.sign(JsonObject.builder().put("n", 1).build(), classical, pq);
    Role mixed = new Role("targets", List.of(classical.key().id(), pq.key().id()), 2, Map.of(classical.key().id(), classical.key(), pq.key().id(), pq.key()));
    assertCode("SP-TRUST-0011", () -> mixed.requireThreshold(envelope, "test"));
  }

  @Test
  void aFieldThatIsNotUnderstoodIsRefused() {
    repository.turn(SignaturePolicy.HYBRID);
    JsonObject root = repository.rootSigned(2);
    JsonObject field = root.object(PostQuantum.FIELD);
    TufKey ed25519 = TestKeys.signer().key();
    for (JsonObject bad : List.of(field.toBuilder().put("policy", "none").build(), field.toBuilder().put("schema", "sallyport.post-quantum/2").build(),
        field.toBuilder().put("roles", Map.of("root", field.object("roles").object("root"))).build(),
        field.toBuilder().put("keys", Map.of()).build(),
        field.toBuilder().put("keys", field.object("keys").toBuilder().put(ed25519.id(), ed25519.toJson()).build()).build(),
        field.toBuilder().put("keys", field.object("keys").toBuilder().put("ab", field.object("keys").object(field.object("keys").keys().iterator().next())).build()).build())) {
      assertCode("SP-TRUST-0081", () -> RootMetadata.parse(root.toBuilder().put(PostQuantum.FIELD, bad).build()));
    }
    assertEquals(SignaturePolicy.HYBRID, RootMetadata.parse(root).policy());
  }

  @Test
  void theInventoryNeedsBothThresholds() throws Exception {
    repository.turn(SignaturePolicy.HYBRID);
    Path home = Files.createDirectories(trusted.resolve("home/lib")).getParent();
    Files.writeString(home.resolve("lib/a.jar"), "a");
    JsonObject signed = Inventory.create(home, 1, "0.1.0", TestRepository.NOW).signed();
    byte[] root = repository.files.get("2.root.json");
    byte[] complete = Envelope.sign(signed, repository.with("targets", repository.targetsKeys)).toBytes();
    assertEquals(1, Inventory.parse(complete, root).files().size());
    assertCode("SP-TRUST-0083", () -> Inventory.parse(Envelope.sign(signed, repository.targetsKeys).toBytes(), root));
    assertCode("SP-TRUST-0011", () -> Inventory.parse(Envelope.sign(signed, repository.with("targets")).toBytes(), root));
  }

  private void spoil(String file, UnaryOperator<List<Signature>> change) {
    Envelope envelope = Envelope.parse(repository.files.get(file), file);
    Envelope spoilt = new Envelope(envelope.signed(), change.apply(envelope.signatures()));
    switch (file) {
      case "1.targets.json" -> repository.publishAgain(spoilt);
      case "1.snapshot.json" -> {
        repository.files.put(file, spoilt.toBytes());
        repository.timestamp(spoilt.toBytes());
      }
      default -> repository.files.put(file, spoilt.toBytes());
    }
  }

  /** A client that has seen nothing but the first root. */
  private TufClient refreshed() {
    TufClient client = new TufClient(trusted.resolve("client-" + clients++), repository, TufClientTest.clock(TestRepository.NOW));
    client.init(repository.firstRoot());
    client.refresh();
    return client;
  }
}
