package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Json;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final long MIB = 1 << 20;

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

  @Test
  void otherBoundsHoldForWhatComes() {
    Capacity capacity = new Capacity(new Bounds(5_000, 6, 100));
    capacity.change(new Bounds(700, 3, 50));
    assertEquals(Duration.ofMillis(700), capacity.deadline(ModelLimits.NONE));
    assertEquals(3, capacity.concurrency(ModelLimits.NONE));
    assertEquals("51 MiB are needed, 50 of 50 MiB for models are left", assertThrows(RefusedException.class, () -> capacity.admit(51 * MIB, 0, "test")).refusal().what());
    capacity.change(new Bounds(700, 0, 0));
    assertTrue(capacity.concurrency(ModelLimits.NONE) >= 4, "what is usual on this machine");
  }

  /** What a site has set. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Bounds(long deadline_ms, int concurrency, long memory_mib) implements Capacity.Config {
    @Override
    public Class<Capacity.Config> annotationType() {
      return Capacity.Config.class;
    }
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    for (String json : new String[] {"{\"deadline_ms\": 0}", "{\"deadline_ms\": 600001}", "{\"concurrency\": 65}", "{\"batch\": 0}", "{\"memory_mib\": -1}", "{\"nan\": \"maybe\"}",
        "{\"deadline\": 5}"}) {
      assertEquals("SP-MODEL-0002", assertThrows(RefusedException.class, () -> limits(json), json).refusal().code());
    }
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
