package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.Comparison;
import io.sallyport.provision.lease.PackageVersion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What comes of a candidate that shadows an active version. Thread-safe. */
final class ShadowPair {
  private final ModelDescription active;
  private final PackageVersion candidate;
  private final InstantSource clock;
  private final LongAdder dropped = new LongAdder();
  private final LatencyBuckets activeLatency = new LatencyBuckets();
  private final LatencyBuckets candidateLatency = new LatencyBuckets();
  private final Map<String, OutputDifference> outputs = new LinkedHashMap<>();
  private Optional<Decision> decision = Optional.empty();
  private Optional<ModelDescription> described = Optional.empty();
  private Instant since;
  private Instant until;
  private long compared;
  private long refused;
  private long failed;
  private String reason = "";
  private String correlation = "";

  ShadowPair(ModelDescription active, PackageVersion candidate, InstantSource clock) {
    this.active = active;
    this.candidate = candidate;
    this.clock = clock;
    this.since = clock.instant();
    this.until = since;
    active.outputs().forEach(spec -> outputs.put(spec.name(), new OutputDifference(spec.name())));
  }

  PackageVersion candidate() {
    return candidate;
  }

  ModelDescription active() {
    return active;
  }

  void dropped() {
    dropped.increment();
  }

  synchronized void compared(ShadowCopy copy, ModelDescription by, Map<String, Tensor> answer, long nanos) {
    if (described.isEmpty()) {
      described = Optional.of(by);
      decision = Decision.of(active, by);
      by.outputs().stream().map(TensorSpec::name).forEach(name -> outputs.computeIfAbsent(name, OutputDifference::new));
    }
    outputs.forEach((name, difference) -> difference.add(copy.outputs().get(name), answer.get(name)));
    decision.ifPresent(one -> one.add(copy.outputs(), answer));
    activeLatency.record(copy.nanos());
    candidateLatency.record(nanos);
    compared++;
    ran(copy);
  }

  synchronized void refused(ShadowCopy copy, String why) {
    refused++;
    reason = why;
    ran(copy);
  }

  synchronized void failed(ShadowCopy copy, String why) {
    failed++;
    reason = why;
    ran(copy);
  }

  private void ran(ShadowCopy copy) {
    until = clock.instant();
    correlation = copy.correlation();
  }

  /** Copies that reached the candidate, whatever came of them. */
  synchronized long runs() {
    return compared + refused + failed;
  }

  /** Of the latest copy. */
  synchronized String correlation() {
    return correlation;
  }

  synchronized Comparison report() {
    return new Comparison(active.identity(), new ModelIdentity(candidate.name(), candidate.version(), candidate.digest()), since, until,
        compared, dropped.sum(), refused, failed, reason, outputs.values().stream().map(OutputDifference::report).toList(), decision.map(Decision::report),
        activeLatency.histogram(), candidateLatency.histogram());
  }
}
