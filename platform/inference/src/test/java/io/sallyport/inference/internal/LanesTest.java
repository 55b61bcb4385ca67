package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.trust.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final List<TensorSpec> INPUTS = List.of(new TensorSpec("x", DataType.FP32, Shape.of(Shape.DYNAMIC, 2)));
  private static final List<TensorSpec> OUTPUTS = List.of(new TensorSpec("y", DataType.FP32, Shape.of(Shape.DYNAMIC, 2)));
  private static final List<TensorSpec> FIXED = List.of(new TensorSpec("x", DataType.FP32, Shape.of(1, 2)));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final GatedModel model = new GatedModel();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  private CompletableFuture<Map<String, Tensor>> call(Lanes lanes, float... values) {
    return CompletableFuture.supplyAsync(() -> lanes.run(GatedModel.rows(values), in(Duration.ofSeconds(20))), threads);
  }

  private CompletableFuture<Map<String, Tensor>> inLine(Lanes lanes, int length, float... values) throws Exception {
    CompletableFuture<Map<String, Tensor>> call = call(lanes, values);
    await(() -> lanes.waiting() == length);
    return call;
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = in(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it does not happen");
      Thread.onSpinWait();
    }
  }

  private static float first(CompletableFuture<Map<String, Tensor>> call) throws Exception {
    return call.get(20, TimeUnit.SECONDS).get("y").floats().get(0);
  }

  @Test
  void soManyAtOnceAndTheRestInOrder() throws Exception {
    Lanes lanes = new Lanes(model, 2, Batching.of(FIXED, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    CompletableFuture<Map<String, Tensor>> b = call(lanes, 2, 2);
    model.entered.acquire(2);
    CompletableFuture<Map<String, Tensor>> c = inLine(lanes, 1, 3, 3);
    CompletableFuture<Map<String, Tensor>> d = inLine(lanes, 2, 4, 4);
    assertEquals(2, model.runs.size());
    model.gate.release(1);
    model.entered.acquire();
    await(() -> lanes.waiting() == 1);
    assertTrue(!d.isDone());
    model.gate.release(3);
    assertEquals(List.of(2f, 4f, 6f, 8f), List.of(first(a), first(b), first(c), first(d)));
    assertEquals(4, model.runs.size());
    assertEquals(2, lanes.free());
  }

  @Test
  void whatWaitsRunsTogether() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(INPUTS, OUTPUTS, 4), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    List<CompletableFuture<Map<String, Tensor>>> waiting = new ArrayList<>();
    waiting.add(inLine(lanes, 1, 2, 2));
    waiting.add(inLine(lanes, 2, 3, 3, 4, 4));
    waiting.add(inLine(lanes, 3, 5, 5, 6, 6));
    waiting.add(inLine(lanes, 4, 7, 7));
    model.gate.release(3);
    assertEquals(2, first(a));
    assertEquals(List.of(4f, 6f, 10f, 14f), List.of(first(waiting.get(0)), first(waiting.get(1)), first(waiting.get(2)), first(waiting.get(3))));
    assertEquals(8, waiting.get(1).get().get("y").floats().get(3));
    assertEquals(Shape.of(2, 2), waiting.get(1).get().get("y").shape());
    assertEquals(List.of(1L, 4L, 2L), model.runs);
    assertEquals(1, lanes.free());
  }

  /** One that makes the common run fail has the others run without it. */
  @Test
  void oneBadCallDoesNotSpoilTheOthers() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(INPUTS, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    CompletableFuture<Map<String, Tensor>> b = inLine(lanes, 1, 2, 2);
    CompletableFuture<Map<String, Tensor>> bad = inLine(lanes, 2, -3, 3);
    CompletableFuture<Map<String, Tensor>> c = inLine(lanes, 3, 4, 4);
    model.gate.release(100);
    assertEquals(List.of(2f, 4f, 8f), List.of(first(a), first(b), first(c)));
    assertInstanceOf(EngineException.class, assertThrows(ExecutionException.class, () -> bad.get(20, TimeUnit.SECONDS)).getCause());
    assertEquals(1, lanes.free());
  }

  @Test
  void whoFindsNoLaneInTimeIsNotTheModelsFault() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(FIXED, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    assertThrows(BusyException.class, () -> lanes.run(GatedModel.rows(2, 2), in(Duration.ofMillis(20))));
    model.gate.release();
    assertEquals(2, first(a));
    assertEquals(1, lanes.free());
    assertEquals(0, lanes.waiting());
  }

  @Test
  void aRunThatIsEndedGivesItsLaneBack() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(INPUTS, OUTPUTS, 32), LIMIT);
    assertThrows(DeadlineException.class, () -> lanes.run(GatedModel.rows(2, 2), in(Duration.ofMillis(20))));
    assertEquals(1, lanes.free());
    model.gate.release();
    assertEquals(2, first(call(lanes, 1, 1)));
  }

  @Test
  void theLineHasAnEnd() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(FIXED, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    List<CompletableFuture<Map<String, Tensor>>> waiting = new ArrayList<>();
    for (int i = 0; i < Lanes.LONGEST_LINE; i++) {
      waiting.add(call(lanes, 1, 1));
    }
    await(() -> lanes.waiting() == Lanes.LONGEST_LINE);
    assertThrows(BusyException.class, () -> lanes.run(GatedModel.rows(2, 2), in(Duration.ofSeconds(20))));
    model.gate.release(Lanes.LONGEST_LINE + 1);
    assertEquals(2, first(a));
    for (CompletableFuture<Map<String, Tensor>> call : waiting) {
      assertEquals(2, first(call));
    }
    assertEquals(1, lanes.free());
  }

  /** Such as memory outside the heap that runs out while the inputs are put together. */
  @Test
  void anErrorInACommonRunLosesNoLaneAndNoCall() throws Exception {
    model.together = () -> {
      throw new OutOfMemoryError("direct");
    };
    Lanes lanes = new Lanes(model, 1, Batching.of(INPUTS, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    CompletableFuture<Map<String, Tensor>> leads = inLine(lanes, 1, 2, 2);
    CompletableFuture<Map<String, Tensor>> follows = inLine(lanes, 2, 3, 3);
    model.gate.release(100);
    assertEquals(List.of(2f, 6f), List.of(first(a), first(follows)));
    assertInstanceOf(OutOfMemoryError.class, assertThrows(ExecutionException.class, () -> leads.get(20, TimeUnit.SECONDS)).getCause());
    await(() -> lanes.free() == 1);
  }

  /** ADR 0025: a call that may have left is not sent again. */
  @Test
  void whatFailedElsewhereFailsForAllWhoWereInIt() throws Exception {
    model.together = () -> new RemoteFailure(RemoteFailure.Kind.FAILED, new Refusal("SP-REMOTE-0000", "it said no", "there", "ask there"));
    Lanes lanes = new Lanes(model, 1, Batching.of(INPUTS, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    List<CompletableFuture<Map<String, Tensor>>> common = List.of(inLine(lanes, 1, 2, 2), inLine(lanes, 2, 3, 3));
    model.gate.release(100);
    assertEquals(2, first(a));
    for (CompletableFuture<Map<String, Tensor>> call : common) {
      assertInstanceOf(RemoteFailure.class, assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS)).getCause());
    }
    assertEquals(List.of(1L, 2L), model.runs);
    await(() -> lanes.free() == 1);
  }

  @Test
  void aRunThatBeganTooLateIsNotTheModelsFault() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(FIXED, OUTPUTS, 32), LIMIT);
    CompletableFuture<Map<String, Tensor>> a = call(lanes, 1, 1);
    model.entered.acquire();
    long until = in(Duration.ofSeconds(2));
    CompletableFuture<Map<String, Tensor>> late = CompletableFuture.supplyAsync(() -> lanes.run(GatedModel.rows(2, 2), until), threads);
    await(() -> lanes.waiting() == 1 && until - System.nanoTime() < Duration.ofMillis(900).toNanos()); // less than what the run before took
    model.gate.release();
    assertEquals(2, first(a));
    assertInstanceOf(BusyException.class, assertThrows(ExecutionException.class, () -> late.get(20, TimeUnit.SECONDS)).getCause());
    await(() -> lanes.free() == 1);
  }

  @Test
  void aModelThatHangsIsToBlameHoweverLongItsCallersWaited() throws Exception {
    Lanes lanes = new Lanes(model, 1, Batching.of(FIXED, OUTPUTS, 32), Duration.ofMillis(50));
    long first = in(Duration.ofMillis(200));
    CompletableFuture<Map<String, Tensor>> hangs = CompletableFuture.supplyAsync(() -> lanes.run(GatedModel.rows(1, 1), first), threads);
    model.entered.acquire();
    CompletableFuture<Map<String, Tensor>> waited = CompletableFuture.supplyAsync(() -> lanes.run(GatedModel.rows(2, 2), first + 20_000_000), threads);
    for (CompletableFuture<Map<String, Tensor>> call : List.of(hangs, waited)) {
      Throwable cause = assertThrows(ExecutionException.class, () -> call.get(20, TimeUnit.SECONDS)).getCause();
      assertTrue(cause instanceof DeadlineException || cause instanceof BusyException && model.runs.size() == 1, "it ran for less than its limit, and nothing else ended: " + cause);
    }
  }

  /** No lane and no call is ever lost, whatever the timing. */
  @Test
  void manyCallersOverFewLanes() throws Exception {
    model.gate.release(1_000_000);
    for (int concurrency : new int[] {1, 3}) {
      Lanes lanes = new Lanes(model, concurrency, Batching.of(INPUTS, OUTPUTS, 8), LIMIT);
      List<CompletableFuture<Void>> callers = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        int own = caller + 1;
        callers.add(CompletableFuture.runAsync(() -> {
          for (int i = 0; i < 2_000; i++) {
            assertEquals(2 * own, lanes.run(GatedModel.rows(own, i), in(Duration.ofSeconds(20))).get("y").floats().get(0));
          }
        }, threads));
      }
      for (CompletableFuture<Void> caller : callers) {
        caller.get(30, TimeUnit.SECONDS);
      }
      assertEquals(concurrency, lanes.free());
      assertEquals(0, lanes.waiting());
    }
  }
}
