package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One caller of a load: calls at its pace, one request after the other. Figures are read after it ended. */
final class LoadCaller implements Runnable {
  /** What one caller counts of one version. */
  static final class Version {
    long answers;
    long first;
  }

  private final InferenceService service;
  private final List<InferenceRequest> requests;
  private final BooleanSupplier ended;
  private final long measureFrom;
  private final CallerPace pace;
  private final Completions completions = new Completions();
  private final Latency latency = new Latency(LoadRun.LATENCY_SHIFT);
  private final Latency own = new Latency(LoadRun.SHARE_SHIFT);
  private final Map<ModelIdentity, Version> versions = new HashMap<>();
  private final Map<String, Long> failures = new HashMap<>();
  private long longest;

  /** @param measureFrom what comes before this {@link System#nanoTime()} is warm-up and not counted */
  LoadCaller(InferenceService service, List<InferenceRequest> requests, long measureFrom, CallerPace pace, BooleanSupplier ended) {
    this.service = service;
    this.requests = requests;
    this.measureFrom = measureFrom;
    this.pace = pace;
    this.ended = ended;
  }

  @Override
  public void run() {
    try {
      call();
    } finally {
      completions.end();
    }
  }

  private void call() {
    for (int i = 0; !ended.getAsBoolean(); i = (i + 1) % requests.size()) {
      pace.await();
      long began = System.nanoTime();
      String failure = null;
      InferenceResult.Answer answer = null;
      try {
        InferenceResult result = service.infer(requests.get(i));
        if (result instanceof InferenceResult.Answer given) {
          answer = given;
        } else {
          failure = ((InferenceResult.Refused) result).code();
        }
      } catch (RuntimeException e) {
        failure = e.getClass().getName();
      }
      long now = System.nanoTime();
      if (now - measureFrom >= 0) {
        count(answer, failure, began, now);
      }
    }
  }

  private void count(InferenceResult.Answer answer, String failure, long began, long now) {
    if (failure != null) {
      failures.merge(failure, 1L, Long::sum);
      return;
    }
    completions.add(now);
    latency.record(now - began);
    own.record(now - began - answer.nanos());
    longest = Math.max(longest, now - began);
    Version version = versions.computeIfAbsent(answer.model(), key -> new Version());
    if (version.answers++ == 0) {
      version.first = now;
    }
  }

  Completions completions() {
    return completions;
  }

  /** Of calls that were answered. */
  Latency latency() {
    return latency;
  }

  /** Of calls that were answered, less the model's run. */
  Latency own() {
    return own;
  }

  /** The longest call that was answered, in nanoseconds. */
  long longest() {
    return longest;
  }

  Map<ModelIdentity, Version> versions() {
    return versions;
  }

  Map<String, Long> failures() {
    return failures;
  }
}
