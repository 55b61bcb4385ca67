package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.audit.AuditTrail.Outcome;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.testkit.example.Examples;
import io.sallyport.testkit.example.Pressure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What plugins raise, propose, record, ask and keep: taken and refused as on the appliance. */
@SallyportTest
class RecordsTest {
  private static final Path MODEL = Path.of("../../bundles/models/radiator-anomaly/1.0.0");

  @Test
  void insightsAreKeptByIdInEveryState(TestPlatform platform) {
    Insight begun = Examples.insight();
    platform.insights().raise(begun);
    platform.insights().only().open().severity(Severity.HIGH).asset("pump-1");
    platform.insights().raise(begun.ended(begun.from().plusSeconds(5)));
    platform.insights().only().ended().until(begun.from().plusSeconds(5));
    assertEquals(2, platform.insights().states().size());
    assertThrows(AssertionError.class, () -> platform.insights().only().open());
    assertThrows(AssertionError.class, () -> platform.insights().only().asset("pump-2"));
    assertThrows(AssertionError.class, () -> platform.insights().none());
    assertThrows(AssertionError.class, () -> platform.insights().await(0));
  }

  @Test
  void aCapabilityReadsWhatItHasNotEnded(TestPlatform platform) {
    Insight begun = Examples.insight();
    platform.insights().raise(begun);
    assertEquals(List.of(begun), platform.insights().lasting());
    platform.insights().endUnwatched();
    platform.insights().only().ended();
    assertEquals(List.of(begun.id()), platform.insights().lasting().stream().map(Insight::id).toList(), "it was the platform that ended it");
    platform.insights().raise(begun.ended(begun.from()));
    assertEquals(List.of(), platform.insights().lasting());
  }

  @Test
  void whatTheStoreWouldNotKeepIsRefused(TestPlatform platform) {
    Insight insight = Examples.insight();
    Insight wrong = new Insight(insight.id(), insight.asset(), insight.severity(), "x".repeat(1_000), insight.from(), Optional.empty(), insight.evidence(), "c");
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> platform.insights().raise(wrong));
    assertTrue(refused.getMessage().startsWith("SP-WORK-0002"), refused.getMessage());
    platform.insights().none();
  }

  @Test
  void anotherPackagesInsightsAndKeysAreRefused(TestPlatform platform) {
    TestPackage other = new TestPackage("other", "1.0.0", platform.findings());
    platform.insights().raise(Examples.insight());
    platform.workOrders().propose(Examples.proposal("k"));
    assertTrue(assertThrows(IllegalStateException.class, () -> platform.insights().sink(other).raise(Examples.insight())).getMessage().startsWith("SP-WORK-0003"));
    assertTrue(assertThrows(IllegalStateException.class, () -> platform.workOrders().sink(other).propose(Examples.proposal("k"))).getMessage().startsWith("SP-WORK-0003"));
  }

  @Test
  void oneWorkOrderPerKey(TestPlatform platform) {
    WorkOrder first = platform.workOrders().propose(Examples.proposal("k"));
    assertSame(first, platform.workOrders().propose(Examples.proposal("k")));
    assertEquals("WO-000002", platform.workOrders().propose(Examples.proposal("l")).number());
    assertEquals(TestClock.START, first.created());
    assertThrows(AssertionError.class, () -> platform.workOrders().only());
  }

  @Test
  void partsFailAsOftenAsTheTestSays(TestPlatform platform) {
    platform.insights().fail(2);
    for (int i = 0; i < 2; i++) {
      assertThrows(IllegalStateException.class, () -> platform.insights().raise(Examples.insight()));
    }
    platform.insights().raise(Examples.insight());
    platform.workOrders().fail(1, "SP-WORK-0007: full");
    assertEquals("SP-WORK-0007: full", assertThrows(IllegalStateException.class, () -> platform.workOrders().propose(Examples.proposal("k"))).getMessage());
    platform.audit().fail();
    assertThrows(IllegalStateException.class, () -> platform.audit().record("acme.done", "do", "it", Outcome.DONE, Map.of()));
    platform.audit().heal();
    platform.audit().record("acme.done", "do", "it", Outcome.DONE, Map.of());
    assertEquals("it", platform.audit().only("acme.done").object());
  }

  @Test
  void anEntryOfThePlatformsOwnTypeIsRefused(TestPlatform platform) {
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> platform.audit().record("login.failed", "log in", "x", Outcome.DONE, Map.of()));
    assertTrue(refused.getMessage().startsWith("SP-WORK-0008"), refused.getMessage());
    assertEquals(List.of(), platform.audit().entries());
  }

  @Test
  void inputsAreCheckedAsOnTheAppliance(TestPlatform platform) {
    platform.inference().serve(Examples.echo());
    assertEquals(List.of("SP-INFER-0001", "SP-INFER-0002", "SP-INFER-0002", "SP-INFER-0003", "answer 2.0"), List.of(
        ask(platform, "no-such", 2, Shape.of(1)), ask(platform, Pressure.MODEL, 2, Shape.of(1, 1)),
        code(platform.inference().infer(new InferenceRequest(Pressure.MODEL, Map.of(), " "))), ask(platform, Pressure.MODEL, Float.NaN, Shape.of(1)),
        ask(platform, Pressure.MODEL, 2, Shape.of(1))));
  }

  @Test
  void aModelTakesItsTimeByTheClock(TestPlatform platform) {
    platform.inference().serve(Examples.echo());
    platform.inference().takes(Duration.ofMillis(40));
    ask(platform, Pressure.MODEL, 1, Shape.of(1));
    assertEquals(TestClock.START.plusMillis(40), platform.clock().instant());
    assertEquals(40_000_000, ((InferenceResult.Answer) platform.inference().calls().get(0).result()).nanos());
  }

  @Test
  void aModelThatIsStuckHoldsItsCallsUntilItIsReleased(TestPlatform platform) {
    platform.inference().serve(Examples.echo());
    platform.inference().hold();
    CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> ask(platform, Pressure.MODEL, 1, Shape.of(1)));
    assertFalse(call.isDone());
    platform.inference().release();
    assertEquals("answer 1.0", call.join());
  }

  @Test
  void theGoldenVectorsOfAModelAreItsRecordedAnswers(TestPlatform platform) {
    RecordedModel model = RecordedModel.golden(MODEL);
    platform.inference().serve(model);
    assertEquals("radiator-anomaly 1.0.0", model.description().identity().toString());
    float[] window = new float[16 * 9];
    InferenceResult unknown = platform.inference().infer(new InferenceRequest("radiator-anomaly", Map.of("window", Tensor.ofFloats(Shape.of(1, 16, 9), window)), "c"));
    assertEquals("SP-INFER-0004", code(unknown));
    InferenceResult known = platform.inference().infer(new InferenceRequest("radiator-anomaly", RecordedModel.vector(MODEL, 0), "c"));
    assertEquals(1, ((InferenceResult.Answer) known).outputs().get("score").shape().elements());
    assertEquals(1, platform.inference().refusals().size());
  }

  @Test
  void aSecretIsMissingUntilItIsPutThere(TestPlatform platform) {
    assertTrue(assertThrows(IllegalStateException.class, () -> platform.files().secret("password")).getMessage().startsWith("SP-PLUGIN-0002"));
    platform.files().put("password", "Pässword");
    assertArrayEquals("Pässword".toCharArray(), platform.files().secret("password"));
    assertTrue(Files.isDirectory(platform.files().directory()));
    platform.files().remove("password");
    assertThrows(IllegalStateException.class, () -> platform.files().secret("password"));
    platform.files().fail(1);
    assertTrue(assertThrows(IllegalStateException.class, () -> platform.files().directory()).getMessage().startsWith("SP-PLUGIN-0001"));
  }

  private static String ask(TestPlatform platform, String model, float value, Shape shape) {
    return code(platform.inference().infer(new InferenceRequest(model, Map.of("x", Tensor.ofFloats(shape, new float[] {value})), "c")));
  }

  private static String code(InferenceResult result) {
    return result instanceof InferenceResult.Refused refused ? refused.code() : "answer " + ((InferenceResult.Answer) result).outputs().values().iterator().next().floats().get(0);
  }
}
