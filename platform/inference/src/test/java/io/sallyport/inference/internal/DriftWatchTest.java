package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Drift;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
  private static final Map<String, Tensor> SILENT = Map.of("score", Tensor.ofFloats(Shape.of(1, 1), new float[] {0.2f}));

  private final Random random = new Random(5);
  private Instant now = Instant.EPOCH;
  private long nanos;
  private final DriftWatch watch = new DriftWatch(new ModelIdentity("m", "1.0.0", "00"), Documents.reference(), () -> now);

  /** One window, in which {@code b} is evenly spread over its four bins and moved by {@code shift}, and {@code a} has mean zero. */
  private Drift window(double shift) {
    for (int i = 0; i < 100; i++) {
      call((float) (i % 4 + 0.5 + shift));
    }
    return watch.drift();
  }

  private void call(float b) {
    now = now.plusSeconds(1);
    nanos += 1_000_000_000;
    float a = random.nextBoolean() ? 1 : -1;
    watch.seen(Optional.empty(), Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[] {2 * a, -50, 0, -a, b, 0})), SILENT, nanos);
  }

  @Test
  void sameDataIsNoDrift() {
    Drift drift = window(0);
    assertEquals(1, drift.windows());
    assertEquals(Optional.empty(), drift.drifting());
    Drift.Feature b = drift.features().get(0);
    assertEquals(0, b.psi(), 1e-6);
    assertEquals(0, b.ks(), 1e-6);
    assertEquals(2, b.mean(), 1e-6);
    assertEquals(Math.sqrt(1.25), b.deviation(), 1e-6);
    assertEquals(0.2, drift.features().get(2).mean(), 1e-6);
    assertEquals(Instant.EPOCH.plusSeconds(1), drift.from().orElseThrow());
    assertEquals(Instant.EPOCH.plusSeconds(100), drift.to().orElseThrow());
  }

  /** By hand: a shift by one bin leaves the first bin empty and puts half into the last. */
  @Test
  void theStatisticsAreThoseOfTheTextbook() {
    Drift.Feature b = window(1).features().get(0);
    double empty = 0.5 / 102;
    double quarter = 25.5 / 102;
    double half = 50.5 / 102;
    assertEquals((empty - quarter) * Math.log(empty / quarter) + (half - quarter) * Math.log(half / quarter), b.psi(), 1e-9);
    assertEquals(0.25, b.ks(), 1e-9);
    assertTrue(b.over());
  }

  @Test
  void theMeanOfASliceIsOfAllItsValues() {
    for (int i = 0; i < 100; i++) {
      nanos += 1_000_000_000;
      watch.seen(Optional.empty(), Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[] {4, 9, 9, 2, 0, 9})), SILENT, nanos);
    }
    assertEquals(3, watch.drift().features().get(1).mean(), 1e-6);
  }

  @Test
  void anEpisodeBeginsAtOnceAndEndsAfterTwoClearWindows() {
    assertTrue(window(0).drifting().isEmpty());
    Instant began = now.plusSeconds(1);
    assertEquals(Optional.of(began), window(1).drifting());
    assertEquals(Optional.of(began), window(1).drifting(), "the same episode");
    assertEquals(Optional.of(began), window(0).drifting(), "one clear window is not enough");
    assertEquals(Optional.of(began), window(1).drifting(), "and begins to count anew");
    assertTrue(window(0).drifting().isPresent());
    assertTrue(window(0).drifting().isEmpty());
  }

  @Test
  void atMostAThousandCallsASecondAreLookedAt() {
    for (int i = 0; i < 50; i++) {
      nanos += 10_000;
      watch.seen(Optional.empty(), Map.of("x", Tensor.allocate(io.sallyport.api.tensor.DataType.FP32, Shape.of(1, 2, 3))), SILENT, nanos);
    }
    assertEquals(1, watch.drift().filled());
    assertEquals(49, watch.drift().skipped());
  }

  @Test
  void whatIsNotFiniteCountsAsFarAway() {
    for (int i = 0; i < 100; i++) {
      nanos += 1_000_000_000;
      watch.seen(Optional.empty(), Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[] {0, 0, 0, 0, i % 4 + 0.5f, 0})),
          Map.of("score", Tensor.ofFloats(Shape.of(1, 1), new float[] {Float.NaN})), nanos);
    }
    Drift.Feature score = watch.drift().features().get(2);
    assertTrue(score.over(), score::toString);
    assertEquals(0, score.deviation());
    assertFalse(watch.drift().features().get(0).over());
  }
}
