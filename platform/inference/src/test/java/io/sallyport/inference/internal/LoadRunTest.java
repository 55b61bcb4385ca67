package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whether the instrument sees what is there: a pause of known length, refusals, exceptions, a change of version. */
class LoadRunTest {
  private static final long PAUSE = 150_000_000;
  private static final ModelIdentity OLD = new ModelIdentity("m", "1.0.0", "00");
  private static final ModelIdentity NEW = new ModelIdentity("m", "1.1.0", "01");

  /** All callers stand still for {@link #PAUSE} from 0.7 s after the first call; then another version answers. */
  private static final class Staged implements InferenceService {
    private final AtomicLong began = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    @Override
    public InferenceResult infer(InferenceRequest request) {
      began.compareAndSet(0, System.nanoTime());
      long pause = began.get() + 700_000_000;
      long now = System.nanoTime();
      while (now > pause && now < pause + PAUSE) {
        LockSupport.parkNanos(pause + PAUSE - now);
        now = System.nanoTime();
      }
      long call = calls.incrementAndGet();
      if (now > pause + 2 * PAUSE && call % 100 == 0) {
        return new InferenceResult.Refused("SP-INFER-0004", "", "");
      }
      if (now > pause + 2 * PAUSE && call % 100 == 50) {
        throw new IllegalStateException();
      }
      LockSupport.parkNanos(10_000);
      return new InferenceResult.Answer(now < pause ? OLD : NEW, Map.of(), Map.of(), 1);
    }

    @Override
    public Optional<ModelDescription> describe(String model) {
      return Optional.empty();
    }
  }

  @Test
  void seesThePauseTheFailuresAndTheVersions() {
    LoadReport report = new LoadRun(new Staged()).run(new Load("m", 2, Duration.ofMillis(900)), List.of(new InferenceRequest("m", Map.of(), "c")));
    assertTrue(report.longestGapMillis() >= 149 && report.longestGapMillis() < 900, report::toString);
    assertTrue(report.gapAtSeconds() < 0.4, report::toString);
    assertEquals(report.calls(), report.answersByVersion().values().stream().mapToLong(Long::longValue).sum());
    assertEquals(2, report.answersByVersion().size());
    assertTrue(report.firstAnswerSeconds().get("1.1.0") >= report.gapAtSeconds() + 0.149, report::toString);
    assertEquals(java.util.Set.of("SP-INFER-0004", "java.lang.IllegalStateException"), report.failures().keySet());
    assertEquals(report.failed(), report.failures().values().stream().mapToLong(Long::longValue).sum());
    assertTrue(report.longestMicros() >= 149_000 && report.medianMicros() < report.p99Micros(), report::toString);
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
