package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whether the instrument sees what is there: a pause of known length, refusals, exceptions, a change of version. */
class LoadRunTest {
  private static final long PAUSE = 150_000_000;
  private static final ModelIdentity OLD = new ModelIdentity("m", "1.0.0", "00");
  private static final ModelIdentity NEW = new ModelIdentity("m", "1.1.0", "01");

  /**
   * 0.7 s after the first call both callers meet, and from then on stand still for {@link #PAUSE}: no completion can fall into the pause,
   * however busy the machine. Then another version answers, and after another pause's length some calls fail.
   */
  private static final class Staged implements InferenceService {
    private final AtomicLong began = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong resumed = new AtomicLong();
    private final CyclicBarrier callers = new CyclicBarrier(2, () -> resumed.set(System.nanoTime() + PAUSE));

    @Override
    public InferenceResult infer(InferenceRequest request) {
      began.compareAndSet(0, System.nanoTime());
      if (resumed.get() == 0 && System.nanoTime() > began.get() + 700_000_000) {
        standStill();
      }
      long resume = resumed.get();
      boolean late = resume != 0 && System.nanoTime() > resume + PAUSE;
      long call = calls.incrementAndGet();
      if (late && call % 100 == 0) {
        return new InferenceResult.Refused("SP-INFER-0004", "", "");
      }
      if (late && call % 100 == 50) {
        throw new IllegalStateException();
      }
      LockSupport.parkNanos(10_000);
      return new InferenceResult.Answer(resume == 0 ? OLD : NEW, Map.of(), Map.of(), 1);
    }

    private void standStill() {
      try {
        callers.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new AssertionError(e);
      }
      for (long now = System.nanoTime(); now < resumed.get(); now = System.nanoTime()) {
        LockSupport.parkNanos(resumed.get() - now);
      }
    }

    @Override
    public Optional<ModelDescription> describe(String model) {
      return Optional.empty();
    }
  }

  @Test
  void seesThePauseTheFailuresAndTheVersions() {
    LoadReport report = new LoadRun(new Staged()).run(new Load("m", 2, Duration.ofMillis(1500)), List.of(new InferenceRequest("m", Map.of(), "c")));
    assertTrue(report.longestGapMillis() >= 150 && report.longestGapMillis() < 1500, report::toString);
    assertTrue(report.gapAtSeconds() < 1.2, report::toString);
    assertEquals(report.calls(), report.answersByVersion().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(2, report.answersByVersion().size());
    assertTrue(report.firstAnswerSeconds().get("1.1.0") >= report.gapAtSeconds() + 0.15, report::toString);
    assertEquals(java.util.Set.of("SP-INFER-0004", "java.lang.IllegalStateException"), report.failures().keySet());
    assertEquals(report.failed(), report.failures().values().stream().mapToLong(Long::longValue).sum());
    assertTrue(report.longestMicros() >= 150_000 && report.medianMicros() < report.p99Micros(), report::toString);
  }

  /** Never more than its pace allows; a busy machine may make it less. */
  @Test
  void keepsItsPace() {
    InferenceService quick = new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        return new InferenceResult.Answer(OLD, Map.of(), Map.of(), 1);
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return Optional.empty();
      }
    };
    List<InferenceRequest> requests = List.of(new InferenceRequest("m", Map.of(), "c"));
    LoadReport paced = new LoadRun(quick).run(new Load("m", 4, Duration.ofMillis(400), 200), requests);
    assertTrue(paced.calls() > 0 && paced.calls() <= 200, paced::toString); // 180, were all calls of the warm-up late ones
    assertTrue(new LoadRun(quick).run(new Load("m", 1, Duration.ofMillis(100)), requests).calls() > 200, "without a pace: ten times what the one above would allow in that time");
    assertThrows(RefusedException.class, () -> LoadRun.check(new Load("m", 1, Duration.ofSeconds(1), -1)));
    assertThrows(RefusedException.class, () -> LoadRun.check(new Load("m", 1, Duration.ofSeconds(1), 1_000_001)));
  }

  /** Of three milliseconds or more, all but one are the model's run. */
  @Test
  void tellsWhatIsNotTheModelsRun() {
    InferenceService slow = new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        long began = System.nanoTime();
        long now = began;
        for (; now - began < 3_000_000; now = System.nanoTime()) {
          LockSupport.parkNanos(began + 3_000_000 - now);
        }
        return new InferenceResult.Answer(OLD, Map.of(), Map.of(), now - began - 1_000_000);
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return Optional.empty();
      }
    };
    LoadReport report = new LoadRun(slow).run(new Load("m", 1, Duration.ofMillis(300)), List.of(new InferenceRequest("m", Map.of(), "c")));
    assertTrue(report.ownMicros() >= 1_000 && report.ownMicros() <= report.medianMicros() - 1_900, report::toString);
  }

  @Test
  void standstillToTheEndCounts() {
    InferenceService dead = new InferenceService() {
      @Override
      public InferenceResult infer(InferenceRequest request) {
        LockSupport.parkNanos(1_000_000);
        return new InferenceResult.Refused("SP-INFER-0001", "", "");
      }

      @Override
      public Optional<ModelDescription> describe(String model) {
        return Optional.empty();
      }
    };
    LoadReport report = new LoadRun(dead).run(new Load("m", 1, Duration.ofMillis(200)), List.of(new InferenceRequest("m", Map.of(), "c")));
    assertEquals(0, report.calls());
    assertTrue(report.failed() > 0);
    assertEquals(200, report.longestGapMillis(), 1);
  }
}
