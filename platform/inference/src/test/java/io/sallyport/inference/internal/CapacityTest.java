package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final long MIB = 1 << 20;

  private final List<AuditEntry> recorded = new ArrayList<>();

  private AuditLog log() {
    return (AuditLog) Proxy.newProxyInstance(CapacityTest.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (proxy, method, arguments) -> {
      recorded.add((AuditEntry) arguments[0]);
      return CompletableFuture.completedFuture(null);
    });
  }

  private static ModelLimits limits(String json) {
    return ModelLimits.parse(Json.parseObject(("{\"limits\": " + json + "}").getBytes(StandardCharsets.UTF_8), "test"), "test");
  }

  @Test
  void modelsSayWhatTheyNeed() {
    Capacity capacity = new Capacity(Duration.ofSeconds(5), 6, 100 * MIB, () -> 1_000 * MIB);
    ModelLimits own = limits("{\"deadline_ms\": 250, \"concurrency\": 1, \"batch\": 4, \"memory_mib\": 64, \"nan\": \"pass\"}");
    assertEquals(Duration.ofMillis(250), capacity.deadline(own));
    assertEquals(1, capacity.concurrency(own));
    assertEquals(4, capacity.batch(own));
    assertEquals(64 * MIB, own.memory().orElseThrow());
    assertTrue(own.takesNan());
    assertEquals(Duration.ofSeconds(5), capacity.deadline(ModelLimits.NONE));
    assertEquals(6, capacity.concurrency(ModelLimits.NONE));
    assertEquals(Batching.USUAL_MOST, capacity.batch(ModelLimits.NONE));
    assertEquals(ModelLimits.NONE, limits("{}"));
  }

  /** What a site has set. */
  private record Written(long deadline_ms, int concurrency, long memory_mib) implements Capacity.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return Capacity.Config.class;
    }
  }

  @Test
  void otherBoundsHoldForWhatComes() {
    Capacity capacity = new Capacity(log(), new Written(5_000, 6, 100));
    capacity.change(new Written(700, 3, 50));
    assertEquals(Duration.ofMillis(700), capacity.deadline(ModelLimits.NONE));
    assertEquals(3, capacity.concurrency(ModelLimits.NONE));
    assertEquals("51 MiB are needed, 50 of 50 MiB for models are left", assertThrows(RefusedException.class, () -> capacity.admit(51 * MIB, 0, "test")).refusal().what());
    capacity.change(new Written(700, 0, 0));
    assertTrue(capacity.concurrency(ModelLimits.NONE) >= 4, "what is usual on this machine");
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    for (String json : new String[] {"{\"deadline_ms\": 0}", "{\"deadline_ms\": 600001}", "{\"concurrency\": 65}", "{\"batch\": 0}", "{\"memory_mib\": -1}", "{\"nan\": \"maybe\"}",
        "{\"deadline\": 5}"}) {
      assertEquals("SP-MODEL-0002", assertThrows(RefusedException.class, () -> limits(json), json).refusal().code());
    }
  }

  private static CapacitySettings settings(long deadline, int concurrency, long memory) {
    return CapacitySettings.of(new Written(deadline, concurrency, memory), CapacitySettings.USUAL);
  }

  @Test
  void settingsOutOfRangeAreRefusedAndTheUsualOnesHold() {
    assertEquals(new CapacitySettings(Duration.ofMillis(1), 64, 1 << 24, List.of()), settings(1, 64, 1 << 24));
    for (long deadline : new long[] {0, -1, Long.MIN_VALUE, 600_001}) {
      CapacitySettings refused = settings(deadline, 2, 3);
      assertEquals(List.of(Duration.ofSeconds(5), 2, 3L), List.of(refused.deadline(), refused.concurrency(), refused.mebibytes()));
      assertEquals("deadline.ms is " + deadline + ", not 1 to 600000", refused.refused().get(0).what());
    }
    CapacitySettings all = settings(-5, -1, Long.MAX_VALUE);
    assertEquals(List.of("SP-MODEL-0084", "SP-MODEL-0084", "SP-MODEL-0084"), all.refused().stream().map(Refusal::code).toList());
    assertEquals(List.of(Duration.ofSeconds(5), 0, 0L), List.of(all.deadline(), all.concurrency(), all.mebibytes()));
  }

  @Test
  void aChangeOutOfRangeLeavesWhatHeldBefore() {
    Capacity capacity = new Capacity(Duration.ofSeconds(5), 6, 100 * MIB, () -> 1_000 * MIB);
    capacity.change(new Written(70, 3, 50));
    capacity.change(new Written(0, -1, 60));
    assertEquals(Duration.ofMillis(70), capacity.deadline(ModelLimits.NONE));
    assertEquals(3, capacity.concurrency(ModelLimits.NONE));
    capacity.admit(60 * MIB, 0, "test");
    assertThrows(RefusedException.class, () -> capacity.admit(61 * MIB, 0, "test"));
  }

  @Test
  void whatIsRefusedIsRecorded() {
    settings(0, 0, 0).recorded(log());
    settings(1, 0, 0).recorded(log());
    assertEquals(List.of("inference.settings"), recorded.stream().map(AuditEntry::type).toList());
    assertEquals(Optional.of("SP-MODEL-0084"), recorded.get(0).code());
  }

  @Test
  void outputsOfAllRunsAtOnceAreCounted() {
    Capacity capacity = new Capacity(Duration.ofSeconds(5), 6, 100 * MIB, () -> 1_000 * MIB);
    TensorSpec fixed = new TensorSpec("y", DataType.FP32, Shape.of(MIB / 4));
    assertEquals(16 * MIB, capacity.wanted(ModelLimits.NONE, 10 * MIB, file(fixed, new TensorSpec("z", DataType.FP32, Shape.of(Shape.DYNAMIC)))));
    assertEquals(12 * MIB, capacity.wanted(limits("{\"concurrency\": 2}"), 10 * MIB, file(fixed)));
    assertEquals(8 * MIB, capacity.wanted(limits("{\"memory_mib\": 8}"), 10 * MIB, file(fixed)));
    assertEquals(6 * MIB, capacity.wanted(limits("{\"memory_mib\": 1}"), 10 * MIB, file(fixed)));
  }

  @Test
  void outputsThatNoRunMayHaveAreRefusedBeforeAnythingIsLoaded() {
    file(new TensorSpec("y", DataType.UINT8, Shape.of(256 * MIB)));
    RefusedException refused = assertThrows(RefusedException.class, () -> file(new TensorSpec("y", DataType.UINT8, Shape.of(256 * MIB)), new TensorSpec("z", DataType.UINT8, Shape.of(MIB))));
    assertEquals("SP-MODEL-0082", refused.refusal().code());
    assertEquals("each run's outputs would be 257 MiB, at most 256 may be", refused.refusal().what());
  }

  private static ModelFile file(TensorSpec... outputs) {
    return new ModelFile("test", new byte[0], Digests.sha256(new byte[0]), List.of(), List.of(outputs));
  }

  @Test
  void memoryIsGrantedUpToTheBudget() {
    Capacity capacity = new Capacity(Duration.ofSeconds(5), 0, 100 * MIB, () -> 1_000 * MIB);
    capacity.admit(60 * MIB, 40 * MIB, "test");
    RefusedException refused = assertThrows(RefusedException.class, () -> capacity.admit(61 * MIB, 40 * MIB, "test"));
    assertEquals("SP-MODEL-0043", refused.refusal().code());
    assertEquals("61 MiB are needed, 60 of 100 MiB for models are left", refused.refusal().what());
  }

  @Test
  void memoryThatTheMachineLacksIsNotGranted() {
    Capacity capacity = new Capacity(Duration.ofSeconds(5), 0, 100 * MIB, () -> 10 * MIB);
    capacity.admit(10 * MIB, 0, "test");
    assertEquals("SP-MODEL-0043", assertThrows(RefusedException.class, () -> capacity.admit(11 * MIB, 0, "test")).refusal().code());
  }

  @Test
  void theMachineIsReal() {
    assertTrue(Machine.resident() > 10 * MIB && Machine.resident() < Machine.total());
    assertTrue(Machine.available() > 0 && Machine.available() <= Machine.total() * 2);
  }
}
