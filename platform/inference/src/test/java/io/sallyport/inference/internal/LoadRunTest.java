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
import org.junit.jupiter.api.Timeout;

/** Whether the instrument sees what is there: a pause of known length, refusals, exceptions, a change of version. */
class LoadRunTest {
  /** So long that nothing else on a busy machine lasts as long. */
  private static final long PAUSE = 1_000_000_000;
  private static final long AFTERWARDS = 150_000_000;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final ModelIdentity OLD = new ModelIdentity("m", "1.0.0", "00");
  private static final ModelIdentity NEW = new ModelIdentity("m", "1.1.0", "01");

  /**
   * 0.7 s after the first call both callers meet, and from then on stand still for {@link #PAUSE}: no completion can fall into the pause,
   * however busy the machine. Then another version answers, and a little later some calls fail.
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
      boolean late = resume != 0 && System.nanoTime() > resume + AFTERWARDS;
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

  /** Ends the load with the given call, whenever that comes. */
  private static final class Counted implements InferenceService {
    final AtomicLong reached = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final Thread runner = Thread.currentThread();
    private final long last;

    Counted(long last) {
      this.last = last;
    }

    LoadReport run(Load load) {
      LoadReport report = new LoadRun(this).run(load, List.of(new InferenceRequest("m", Map.of(), "c")));
      assertTrue(Thread.interrupted() && report.interrupted(), report::toString);
      return report;
    }

    @Override
    public InferenceResult infer(InferenceRequest request) {
      if (calls.incrementAndGet() == last) {
        reached.set(System.nanoTime());
        runner.interrupt();
      }
      return new InferenceResult.Answer(OLD, Map.of(), Map.of(), 1);
    }

    @Override
    public Optional<ModelDescription> describe(String model) {
      return Optional.empty();
    }
  }

  @Test
  void seesThePauseTheFailuresAndTheVersions() {
    LoadReport report = new LoadRun(new Staged()).run(new Load("m", 2, Duration.ofSeconds(3)), List.of(new InferenceRequest("m", Map.of(), "c")));
    assertTrue(report.longestGapMillis() >= 1_000 && report.longestGapMillis() < 3_000, report::toString);
    assertTrue(report.gapAtSeconds() < 1.2, report::toString);
    assertEquals(report.calls(), report.answersByVersion().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(2, report.answersByVersion().size());
    assertTrue(report.firstAnswerSeconds().get("1.1.0") >= report.gapAtSeconds() + 1, report::toString);
    assertEquals(java.util.Set.of("SP-INFER-0004", "java.lang.IllegalStateException"), report.failures().keySet());
    assertEquals(report.failed(), report.failures().values().stream().mapToLong(Long::longValue).sum());
    assertTrue(report.longestMicros() >= 1_000_000 && report.medianMicros() < report.p99Micros(), report::toString);
  }

  /** However busy the machine: 50 calls fall to each of four callers, or more to one of them, and the 50th of a caller is not due before 49 of its intervals. */
  @Test
  @Timeout(60)
  void keepsItsPace() {
    Counted counted = new Counted(200);
    long began = System.nanoTime();
    LoadReport paced = counted.run(new Load("m", 4, LONG, 200));
    Duration took = Duration.ofNanos(counted.reached.get() - began);
    assertTrue(took.compareTo(Duration.ofMillis(49 * 20)) >= 0, took::toString);
    assertTrue(paced.calls() > 0, paced::toString);
  }

  /** At the pace above it would take 100 s. */
  @Test
  @Timeout(60)
  void goesAsFastAsItCanWithoutAPace() {
    new Counted(20_000).run(new Load("m", 1, LONG));
  }

  @Test
  void loadsOutOfRangeAreRefused() {
    for (Load load : List.of(new Load("m", 1, Duration.ofSeconds(1), -1), new Load("m", 1, Duration.ofSeconds(1), 1_000_001), new Load("m", 0, Duration.ofSeconds(1)), new Load("m", 65, Duration.ofSeconds(1)),
        new Load("m", 1, Duration.ofMillis(99)), new Load("m", 1, Duration.ofMinutes(10).plusMillis(1)))) {
      assertEquals("SP-INFER-0008", assertThrows(RefusedException.class, () -> LoadRun.check(load), load::toString).refusal().code());
    }
    LoadRun.check(new Load("m", 64, Duration.ofMinutes(10), 1_000_000));
    LoadRun.check(new Load("m", 1, Duration.ofMillis(100)));
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
