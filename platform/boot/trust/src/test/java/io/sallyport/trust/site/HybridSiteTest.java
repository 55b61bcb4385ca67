package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.Algorithm;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TestKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A site root whose policy is hybrid: each kind of keys must show the threshold, the people and their roles by itself (ADR 0007). */
class HybridSiteTest {
  private static final JsonObject GENERATION = JsonObject.builder().put("_type", "targets").put("version", 1).build();
  private final Person quinn = new Person("quinn", "quality");
  private final Person qadir = new Person("qadir", "quality");
  private final Person sam = new Person("sam", "security");
  private final Signer appliance = TestKeys.signer();
  private final Signer applianceToo = TestKeys.signer(Algorithm.ML_DSA_87);

  private record Person(String user, String role, Signer classical, Signer postQuantum) {
    Person(String user, String role) {
      this(user, role, TestKeys.signer(), TestKeys.signer(Algorithm.ML_DSA_87));
    }
  }

  @Test
  void bothKindsApprove() {
    assertEquals(4, root(SignaturePolicy.HYBRID).requireApproval(Envelope.sign(GENERATION, quinn.classical, sam.classical, quinn.postQuantum, sam.postQuantum), "test").size());
    root(SignaturePolicy.PQ_ONLY).requireApproval(Envelope.sign(GENERATION, quinn.postQuantum, sam.postQuantum), "test");
    root(SignaturePolicy.CLASSICAL).requireApproval(Envelope.sign(GENERATION, quinn.classical, sam.classical), "test");
  }

  @Test
  void neitherKindStandsInForTheOther() {
    SiteRoot hybrid = root(SignaturePolicy.HYBRID);
    assertCode("SP-TRUST-0083", () -> hybrid.requireApproval(Envelope.sign(GENERATION, quinn.classical, sam.classical, quinn.postQuantum), "test"));
    assertCode("SP-TRUST-0011", () -> hybrid.requireApproval(Envelope.sign(GENERATION, quinn.classical, quinn.postQuantum, sam.postQuantum), "test"));
    assertCode("SP-TRUST-0083", () -> root(SignaturePolicy.PQ_ONLY).requireApproval(Envelope.sign(GENERATION, quinn.classical, sam.classical), "test"));
    assertCode("SP-TRUST-0011", () -> root(SignaturePolicy.CLASSICAL).requireApproval(Envelope.sign(GENERATION, quinn.postQuantum, sam.postQuantum), "test"));
  }

  @Test
  void eachKindFillsTheRolesByItself() {
    SiteRoot hybrid = root(SignaturePolicy.HYBRID);
    assertCode("SP-TRUST-0050", () -> hybrid.requireApproval(Envelope.sign(GENERATION, quinn.classical, sam.classical, quinn.postQuantum, qadir.postQuantum), "test"));
    assertCode("SP-TRUST-0050", () -> hybrid.requireApproval(Envelope.sign(GENERATION, quinn.classical, qadir.classical, quinn.postQuantum, sam.postQuantum), "test"));
  }

  private SiteRoot root(SignaturePolicy policy) {
    List<Person> people = List.of(quinn, qadir, sam);
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> approvers = new LinkedHashMap<>();
    people.forEach(person -> {
      JsonObject who = JsonObject.builder().put("user", person.user).put("name", person.user).put("role", person.role).build();
      keys.put(person.classical.key().id(), person.classical.key().toJson());
      approvers.put(person.classical.key().id(), who);
      approvers.put(person.postQuantum.key().id(), who);
    });
    JsonObject byTwo = JsonObject.builder().put("keyids", List.copyOf(keys.keySet())).put("threshold", 2).build();
    keys.put(appliance.key().id(), appliance.key().toJson());
    JsonObject byAppliance = JsonObject.builder().put("keyids", List.of(appliance.key().id())).put("threshold", 1).build();
    Quorum two = PostQuantum.quorum(people.stream().map(person -> person.postQuantum.key()).toList(), 2);
    Quorum one = PostQuantum.quorum(List.of(applianceToo.key()), 1);
    JsonObject signed = JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", 1).put("expires", "2036-11-24T00:00:00Z").put("consistent_snapshot", true)
        .put("keys", keys).put("roles", Map.of("root", byTwo, "targets", byTwo, "snapshot", byAppliance, "timestamp", byAppliance))
        .put("custom", Map.of("approvers", approvers, "separation", List.of("quality", "security")))
        .put(PostQuantum.FIELD, new PostQuantum(policy, Map.of("root", two, "targets", two, "snapshot", one, "timestamp", one)).toJson()).build();
    return SiteRoot.selfSigned(Envelope.sign(signed, quinn.classical, sam.classical, quinn.postQuantum, sam.postQuantum).toBytes(), "root");
  }

  private static void assertCode(String code, Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
