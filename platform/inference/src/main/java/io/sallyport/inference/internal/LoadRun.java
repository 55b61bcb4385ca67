package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Puts a load on a model and reports what came of it. */
final class LoadRun {
  /** Durations are counted to 1/512, */
  static final int LATENCY_SHIFT = 9;
  /** and shares of them to 1/128. */
  static final int SHARE_SHIFT = 7;
  private static final int MOST_THREADS = 64;
  private static final int MOST_A_SECOND = 1_000_000;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long WARM_UP_NANOS = 500_000_000;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final InferenceService service;
  private final AtomicBoolean stopped = new AtomicBoolean();

  LoadRun(InferenceService service) {
    this.service = service;
  }

  static void check(Load load) {
    if (load.threads() < 1 || load.threads() > MOST_THREADS || load.duration().compareTo(SHORTEST) < 0 || load.duration().compareTo(LONGEST) > 0) {
      throw Refusals.badLoad(load.threads() + " threads for " + load.duration().toMillis() + " ms are out of range");
    }
    if (load.perSecond() < 0 || load.perSecond() > MOST_A_SECOND) {
      throw Refusals.badLoad(load.perSecond() + " calls a second are out of range");
    }
  }

  LoadReport run(Load load, List<InferenceRequest> requests) {
    long from = System.nanoTime() + WARM_UP_NANOS;
    long until = from + load.duration().toNanos();
    CountDownLatch running = new CountDownLatch(load.threads());
    List<LoadCaller> callers = new ArrayList<>();
    for (int i = 0; i < load.threads(); i++) {
      LoadCaller caller = new LoadCaller(service, requests, from, CallerPace.of(load, i), () -> stopped.get() || System.nanoTime() - until >= 0);
      callers.add(caller);
      Thread thread = new Thread(() -> {
        try {
          caller.run();
        } finally {
          running.countDown();
        }
      }, "infer-bench-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    LongestGap gap = new LongestGap(callers.stream().map(LoadCaller::completions).toList(), from);
    boolean interrupted = !await(running, gap);
    long end = Math.max(from, Math.min(System.nanoTime(), until));
    gap.end(end);
    return report(callers, gap, from, end, interrupted);
  }

  /** False if it was interrupted meanwhile; then the callers are told to stop, and have stopped. */
  private boolean await(CountDownLatch running, LongestGap gap) {
    boolean interrupted = false;
    for (boolean ended = false; !ended; ) {
      try {
        ended = running.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
        stopped.set(true);
      }
      gap.advance();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !interrupted;
  }

  private static LoadReport report(List<LoadCaller> callers, LongestGap gap, long from, long end, boolean interrupted) {
    Latency latency = new Latency(LATENCY_SHIFT);
    Latency own = new Latency(SHARE_SHIFT);
    long longest = 0;
    Map<String, Long> failures = new TreeMap<>();
    Map<String, Long> answers = new TreeMap<>();
    Map<String, Double> first = new TreeMap<>();
    for (LoadCaller caller : callers) {
      latency.add(caller.latency());
      own.add(caller.own());
      longest = Math.max(longest, caller.longest());
      caller.failures().forEach((code, count) -> failures.merge(code, count, Long::sum));
      caller.versions().forEach((model, version) -> {
        answers.merge(model.version(), version.answers, Long::sum);
        first.merge(model.version(), (version.first - from) / NANOS_PER_SECOND, Math::min);
      });
    }
    return new LoadReport((end - from) / NANOS_PER_SECOND, callers.size(), gap.count(), failures.values().stream().mapToLong(Long::longValue).sum(), failures,
        gap.longest() / NANOS_PER_MILLI, (gap.began() - from) / NANOS_PER_SECOND, answers, first, latency.quantile(0.5) / NANOS_PER_MICRO,
        latency.quantile(0.99) / NANOS_PER_MICRO, latency.quantile(0.999) / NANOS_PER_MICRO, longest / NANOS_PER_MICRO, own.quantile(0.5) / NANOS_PER_MICRO, interrupted);
  }
}
