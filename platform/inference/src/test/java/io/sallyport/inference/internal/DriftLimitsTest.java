package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftLimit;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DriftLimitsTest {
  private static final Map<String, Tensor> SILENT = Map.of("score", Tensor.ofFloats(Shape.of(1, 1), new float[] {0.2f}));

  private final DriftLimits limits = new DriftLimits(2);
  private final DriftWatch watch = new DriftWatch(new ModelIdentity("m", "1.0.0", "00"), Documents.reference(), () -> Instant.EPOCH, limits);
  private long nanos;

  private record Written(String model, String feature, String asset, double psi_limit, double ks_limit) implements DriftRule.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return DriftRule.Config.class;
    }
  }

  private static DriftRule rule(String model, String feature, String asset, double psi, double ks) {
    return new DriftRule(new Written(model, feature, asset, psi, ks));
  }

  /** A window for that asset in which b, moved by {@code shift}, is spread over its bins; a is as in the reference. */
  private void window(Optional<String> asset, double shift) {
    for (int i = 0; i < 100; i++) {
      nanos += 1_000_000_000;
      float a = i % 2 == 0 ? 1 : -1;
      watch.seen(asset, Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[] {2 * a, -50, 0, -a, (float) (i % 4 + 0.5 + shift), 0})), SILENT, nanos);
    }
  }

  private record Kept(int assets) implements DriftLimits.Config {
    @Override
    public Class<? extends Annotation> annotationType() {
      return DriftLimits.Config.class;
    }
  }

  @Test
  void anotherSettingDropsNeitherLimitsNorWhatWasSeen() {
    limits.add(rule("m", "b", "", 2, 0));
    window(Optional.of("R-1"), 0);
    window(Optional.of("R-2"), 0);
    window(Optional.of("R-3"), 0);
    assertEquals(List.of("R-1", "R-2", Drift.OTHERS), watch.byAsset().stream().map(drift -> drift.asset().orElseThrow()).toList());
    List<Drift> before = watch.byAsset();
    limits.change(new Kept(3));
    assertEquals(before, watch.byAsset());
    assertEquals(OptionalDouble.of(2), limits.of("m", Optional.empty()).psi("b"));
    window(Optional.of("R-4"), 0);
    assertEquals(List.of("R-1", "R-2", "R-4", Drift.OTHERS), watch.byAsset().stream().map(drift -> drift.asset().orElseThrow()).toList(), "there is room for one more");
  }

  /** What the framework does when a configuration changes: it calls a method, instead of making the component anew. */
  @Test
  void componentsThatMeasureTakeUpAChange() throws Exception {
    for (Class<?> component : List.of(DriftLimits.class, Shadow.class)) {
      try (InputStream description = component.getResourceAsStream("/OSGI-INF/" + component.getName() + ".xml")) {
        assertTrue(new String(description.readAllBytes(), StandardCharsets.UTF_8).contains("modified=\"change\""), component.getName());
      }
    }
  }

  @Test
  void theMostSpecificLimitHolds() {
    limits.add(rule("m", "", "", 1, 0));
    limits.add(rule("m", "b", "", 2, 0));
    limits.add(rule("m", "", "*", 3, 0.5));
    limits.add(rule("m", "", "R-1", 4, 0));
    limits.add(rule("other", "b", "R-1", 9, 0.9));
    assertEquals(OptionalDouble.of(1), limits.of("m", Optional.empty()).psi("a"));
    assertEquals(OptionalDouble.of(2), limits.of("m", Optional.empty()).psi("b"));
    assertEquals(OptionalDouble.of(3), limits.of("m", Optional.of("R-2")).psi("b"));
    assertEquals(OptionalDouble.of(4), limits.of("m", Optional.of("R-1")).psi("b"));
    assertEquals(OptionalDouble.of(0.5), limits.of("m", Optional.of("R-1")).ks("b"), "what one leaves open the next says");
    assertEquals(OptionalDouble.empty(), limits.of("m", Optional.empty()).ks("b"));
  }

  @Test
  void limitsOfTheSiteDecideInPlaceOfThePackages() {
    window(Optional.empty(), 1);
    assertTrue(watch.drift().drifting().isPresent());
    limits.add(rule("m", "", "", 100, 1));
    window(Optional.empty(), 1);
    window(Optional.empty(), 1);
    assertTrue(watch.drift().drifting().isEmpty(), "wider limits end it");
    assertEquals(100, watch.drift().features().get(0).psiLimit());
    DriftRule narrow = rule("m", "b", "", 0, 0.01);
    limits.add(narrow);
    window(Optional.empty(), 1);
    assertTrue(watch.drift().drifting().isPresent(), "narrower ones begin it");
    limits.remove(narrow);
    window(Optional.empty(), 1);
    window(Optional.empty(), 1);
    assertTrue(watch.drift().drifting().isEmpty());
  }

  @Test
  void eachAssetIsSeenByItself() {
    window(Optional.of("R-1"), 0);
    window(Optional.of("R-2"), 1);
    window(Optional.empty(), 0);
    assertEquals(3, watch.drift().windows());
    List<Drift> each = watch.byAsset();
    assertEquals(List.of("R-1", "R-2"), each.stream().map(drift -> drift.asset().orElseThrow()).toList());
    assertEquals(List.of(1L, 1L), each.stream().map(Drift::windows).toList());
    assertTrue(each.get(0).drifting().isEmpty());
    assertTrue(each.get(1).drifting().isPresent());
  }

  @Test
  void assetsBeyondTheNumberAreCountedTogetherUnlessTheSiteNamesThem() {
    limits.add(rule("m", "", "R-9", 5, 0));
    for (String asset : List.of("R-1", "R-2", "R-3", "R-4", "R-9")) {
      nanos += 1_000_000_000;
      watch.seen(Optional.of(asset), Map.of("x", Tensor.ofFloats(Shape.of(1, 2, 3), new float[6])), SILENT, nanos);
    }
    List<Drift> each = watch.byAsset();
    assertEquals(List.of("R-1", "R-2", "R-9", Drift.OTHERS), each.stream().map(drift -> drift.asset().orElseThrow()).toList());
    assertEquals(List.of(1, 1, 1, 2), each.stream().map(Drift::filled).toList());
    assertTrue(limits.watches("m", "R-9"));
    assertFalse(limits.watches("m", "R-1"), "nobody asked to be told of it");
    limits.add(rule("m", "", "*", 5, 0));
    assertTrue(limits.watches("m", "R-1"));
  }

  @Test
  void whatCannotBeTakenIsRefusedAndThePackagesLimitsHold() {
    for (DriftRule bad : List.of(rule(" ", "b", "", 1, 0), rule("m", "b", "", 0, 0), rule("m", "b", "", -1, 0), rule("m", "b", "", Double.NaN, 0), rule("m", "b", "", 0, 1.5),
        rule("m", "b", "x".repeat(257), 1, 0))) {
      assertEquals("SP-MODEL-0077", bad.limit().refused().orElseThrow().code(), bad.limit()::toString);
      limits.add(bad);
    }
    assertEquals(OptionalDouble.empty(), limits.of("m", Optional.empty()).psi("b"));
    DriftRule once = rule("m", "b", "", 1, 0);
    DriftRule again = rule("m", "b", "", 2, 0);
    limits.add(once);
    assertEquals(OptionalDouble.of(1), limits.of("m", Optional.empty()).psi("b"));
    limits.add(again);
    assertEquals(OptionalDouble.empty(), limits.of("m", Optional.empty()).psi("b"), "neither of two");
    assertEquals(2, limits.all().stream().flatMap(one -> one.refused().stream()).filter(refusal -> refusal.code().equals("SP-MODEL-0078")).count());
    limits.remove(once);
    assertEquals(OptionalDouble.of(2), limits.of("m", Optional.empty()).psi("b"));
    assertEquals(List.of(), limits.all().stream().filter(one -> one.refused().isEmpty()).map(DriftLimit::model).filter(name -> !name.equals("m")).toList());
  }
}
