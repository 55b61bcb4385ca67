package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TrialOutcome;
import io.sallyport.inference.engine.TrialRequest;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files in real child processes: what they do to a process happens there. */
class OnnxTrialTest {
  private static final long MUCH = 256 << 20;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(500);
  /** Of the processor: enough to come up and to load, on a slow one as well. */
  private static final Duration ENOUGH_TO_LOAD = Duration.ofSeconds(2);

  @TempDir Path scratch;

  private TrialOutcome outcome(byte[] model, long memory, Duration time) {
    return hold(OnnxFiles.file("model", model, List.of(OnnxFiles.X), List.of(OnnxFiles.Y)), Map.of("x", x()), Map.of("x", x()), memory, time);
  }

  private TrialOutcome hold(ModelFile file, Map<String, Tensor> vector, Map<String, Tensor> extreme, long memory, Duration time) {
    return new OnnxTrial(scratch, new ChildCode(Optional.empty())).hold(new TrialRequest(file, List.of(vector), List.of(extreme), memory, time));
  }

  private static Tensor x() {
    return Tensor.ofFloats(Shape.of(1, 4), new float[] {1, 2, 3, 4});
  }

  private static Map<String, Tensor> trips(long trips) {
    Tensor count = Tensor.allocate(DataType.INT64, Shape.of(1));
    count.data().putLong(0, trips);
    return Map.of("trips", count, "x", x());
  }

  private TrialOutcome asked(byte[] model, long vector, long extreme, Duration time) {
    return hold(OnnxFiles.file("model", model, List.of(OnnxFiles.TRIPS, OnnxFiles.X), List.of(OnnxFiles.Y)), trips(vector), trips(extreme), MUCH, time);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aModelThatLoadsAndAnswersPasses() throws Exception {
    Files.createDirectories(scratch.resolve(ChildFolder.PREFIX + "left/by a crash"));
    TrialOutcome.Passed passed = assertInstanceOf(TrialOutcome.Passed.class, asked(OnnxFiles.loop(), 3, 0, LONG));
    assertTrue(passed.memory() < MUCH && passed.cpu().compareTo(LONG) < 0, passed::toString);
  }

  @Test
  void constantsThatUnfoldToMoreThanItMayTake() {
    TrialOutcome.OutOfMemory loading = assertInstanceOf(TrialOutcome.OutOfMemory.class, outcome(OnnxFiles.computed(30_000), 64 << 20, LONG));
    assertTrue(!loading.loaded() && loading.taken() > 64 << 20 && loading.taken() < 2L << 30, loading::toString);
    assertInstanceOf(TrialOutcome.Passed.class, outcome(OnnxFiles.computed(1L << 8), 64 << 20, LONG));
  }

  /** By its processor time, or, where others leave it none, by the clock. */
  @Test
  void whatNeverEndsLoading() {
    long began = System.nanoTime();
    TrialOutcome.OutOfTime slow = assertInstanceOf(TrialOutcome.OutOfTime.class, outcome(OnnxFiles.slowToLoad(), MUCH, SHORT));
    Duration clock = Duration.ofNanos(System.nanoTime() - began);
    assertFalse(slow.loaded());
    assertTrue(slow.cpu().compareTo(SHORT) >= 0 || clock.compareTo(SHORT.multipliedBy(ChildProcess.PATIENCE)) >= 0, () -> slow + " after " + clock);
  }

  @Test
  void whatNeverEndsRunning() {
    assertTrue(assertInstanceOf(TrialOutcome.OutOfTime.class, asked(OnnxFiles.loop(), 1L << 60, 0, ENOUGH_TO_LOAD)).loaded());
  }

  /** With ONNX Runtime 1.24.2 this ends the process; a release that refuses the file in good order instead is as well. */
  @Test
  void whatBringsTheProcessDownWhileItIsLoaded() {
    assertEquals(new TrialOutcome.Crashed(false, "SIGFPE"), outcome(OnnxFiles.dividesByNought(), MUCH, LONG));
    assertEquals(new TrialOutcome.Crashed(false, "SIGSEGV"), outcome(OnnxFiles.recursive(), MUCH, LONG));
  }

  /** Its golden vector is answered; what any caller may send is not. */
  @Test
  void whatBringsTheProcessDownByAnExtremeInput() {
    assertEquals(new TrialOutcome.Crashed(true, "SIGFPE"), asked(OnnxFiles.divides(), 7, 0, LONG));
    assertInstanceOf(TrialOutcome.Passed.class, asked(OnnxFiles.divides(), 7, -1, LONG));
  }

  /** What no look at the file shows: a tensor whose number of axes a call decides. */
  @Test
  void whatBringsTheProcessDownByATensorWithoutAxes() {
    assertEquals(new TrialOutcome.Crashed(true, "SIGABRT"), asked(OnnxFiles.single(), 7, 0, LONG));
    assertInstanceOf(TrialOutcome.Passed.class, asked(OnnxFiles.single(), 7, 1, LONG));
  }

  @Test
  void whatTheEngineRefusesInGoodOrder() {
    TrialOutcome.Failed corrupt = assertInstanceOf(TrialOutcome.Failed.class, outcome(OnnxFiles.operator("Unheard", ""), MUCH, LONG));
    assertTrue(!corrupt.loaded() && corrupt.what().contains("Unheard"), corrupt::toString);
    ModelFile reshape = OnnxFiles.file("reshape", OnnxFiles.reshape(), List.of(OnnxFiles.X, OnnxFiles.TARGET), List.of(OnnxFiles.Y));
    assertTrue(assertInstanceOf(TrialOutcome.Failed.class, hold(reshape, OnnxFaultTest.target(3, 3), OnnxFaultTest.target(1, 4), MUCH, LONG)).loaded());
    assertInstanceOf(TrialOutcome.Passed.class, hold(reshape, OnnxFaultTest.target(1, 4), OnnxFaultTest.target(3, 3), MUCH, LONG), "an extreme may be refused");
  }

  /** Before there is a process: it would read other files. */
  @Test
  void whatReachesOutIsNotTried() {
    ModelFile file = OnnxFiles.file("external", OnnxFiles.external("secret"), List.of(OnnxFiles.X), List.of(OnnxFiles.Y));
    TrialRequest request = new TrialRequest(file, List.of(Map.of("x", x())), List.of(), MUCH, LONG);
    assertEquals("SP-MODEL-0042", assertThrows(RefusedException.class, () -> TestEngine.get().tryOut(request)).refusal().code());
  }

  @Test
  void constantsOfKnownSizeAreCountedWithoutAProcess() {
    assertEquals(4L << 34, unfolded(OnnxFiles.filled(1L << 34)));
    assertEquals(4L << 32, unfolded(OnnxFiles.spread("Expand", 1L << 16, 1L << 16)));
    assertEquals(4L << 33, unfolded(OnnxFiles.spread("Tile", 1L << 33)));
    assertEquals(Long.MAX_VALUE, unfolded(OnnxFiles.spread("Tile", 1L << 62)));
    assertEquals(4 << 10, unfolded(OnnxFiles.filled(1 << 10)));
    assertEquals(0, unfolded(OnnxFiles.computed(1L << 17)), "that takes running it");
    assertEquals(0, unfolded(new byte[] {1, 2, 3}));
  }

  private static long unfolded(byte[] model) {
    return TestEngine.get().unfolded(OnnxFiles.file("model", model, List.of(OnnxFiles.X), List.of(OnnxFiles.Y)));
  }
}
