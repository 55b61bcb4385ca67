package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.Comparison;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What comes of a candidate that shadows an active version, over restarts. Thread-safe. */
final class ShadowPair {
  /** More failed runs than one in so many are too many. */
  private static final long RUNS_PER_FAILURE = 1_000;

  private final ModelIdentity active;
  private final PackageVersion candidate;
  private final InstantSource clock;
  private final LongAdder dropped = new LongAdder();
  private final LatencyBuckets activeLatency = new LatencyBuckets();
  private final LatencyBuckets candidateLatency = new LatencyBuckets();
  private final Map<String, OutputDifference> outputs = new LinkedHashMap<>();
  private Optional<Decision> decision = Optional.empty();
  /** The active version as it is loaded; absent until it answers in this process. */
  private volatile ModelDescription met;
  private Optional<ModelDescription> described = Optional.empty();
  private Instant since;
  private Instant until;
  private long compared;
  private long refused;
  private long failed;
  private String reason = "";
  private String correlation = "";
  /** Counts when the candidate became a shadow the last time. */
  private long begunRuns;
  private long begunRefused;
  private long begunFailed;
  /** What was recorded before this process. */
  private long formerRuns;
  private long formerDropped;

  ShadowPair(ModelIdentity active, PackageVersion candidate, InstantSource clock) {
    this.active = active;
    this.candidate = candidate;
    this.clock = clock;
    this.since = clock.instant();
    this.until = since;
  }

  /** The active version answers. Before the first {@link #compared}. */
  void meet(ModelDescription description) {
    if (met == null) {
      synchronized (this) {
        description.outputs().forEach(spec -> outputs.computeIfAbsent(spec.name(), OutputDifference::new));
        met = description;
      }
    }
  }

  synchronized void write(DataOutputStream out) throws IOException {
    for (String text : new String[] {active.name(), active.version(), active.digest(), candidate.version(), candidate.digest(), since.toString(), until.toString(), reason, correlation}) {
      out.writeUTF(text);
    }
    for (long count : new long[] {compared, refused, failed, dropped.sum(), begunRuns, begunRefused, begunFailed}) {
      out.writeLong(count);
    }
    activeLatency.write(out);
    candidateLatency.write(out);
    out.writeInt(outputs.size());
    for (OutputDifference output : outputs.values()) {
      output.write(out);
    }
    out.writeBoolean(decision.isPresent());
    if (decision.isPresent()) {
      decision.get().write(out);
    }
  }

  static ShadowPair read(DataInputStream in, InstantSource clock) throws IOException {
    ModelIdentity active = new ModelIdentity(in.readUTF(), in.readUTF(), in.readUTF());
    ShadowPair pair = new ShadowPair(active, new PackageVersion(active.name(), PackageKind.MODEL, in.readUTF(), in.readUTF()), clock);
    pair.since = Instant.parse(in.readUTF());
    pair.until = Instant.parse(in.readUTF());
    pair.reason = in.readUTF();
    pair.correlation = in.readUTF();
    pair.compared = in.readLong();
    pair.refused = in.readLong();
    pair.failed = in.readLong();
    pair.dropped.add(in.readLong());
    pair.begunRuns = in.readLong();
    pair.begunRefused = in.readLong();
    pair.begunFailed = in.readLong();
    pair.activeLatency.read(in);
    pair.candidateLatency.read(in);
    for (int left = in.readInt(); left > 0; left--) {
      OutputDifference output = OutputDifference.read(in);
      pair.outputs.put(output.name(), output);
    }
    pair.decision = in.readBoolean() ? Optional.of(Decision.read(in)) : Optional.empty();
    pair.formerRuns = pair.runs();
    pair.formerDropped = pair.dropped.sum();
    return pair;
  }

  /** The candidate becomes a shadow, again maybe: only what comes now makes it unhealthy. */
  synchronized void begin() {
    begunRuns = runs();
    begunRefused = refused;
    begunFailed = failed;
  }

  /** Why the candidate is not healthy, if so. */
  synchronized Optional<String> trouble() {
    long now = runs() - begunRuns;
    long failures = failed - begunFailed;
    long refusals = refused - begunRefused;
    String why = failures * RUNS_PER_FAILURE > now ? failures + " of " + now + " runs as a shadow failed"
        : refusals * RUNS_PER_FAILURE > now ? refusals + " of " + now + " runs as a shadow were refused" : "";
    return why.isEmpty() ? Optional.empty() : Optional.of(why + " – " + reason);
  }

  /** Runs that were recorded before this process began. */
  synchronized long formerRuns() {
    return formerRuns;
  }

  synchronized long formerDropped() {
    return formerDropped;
  }

  PackageVersion candidate() {
    return candidate;
  }

  ModelIdentity active() {
    return active;
  }

  void dropped() {
    dropped.increment();
  }

  synchronized void compared(ShadowCopy copy, ModelDescription by, Map<String, Tensor> answer, long nanos) {
    if (described.isEmpty()) {
      described = Optional.of(by);
      decision = decision.isPresent() ? decision : Decision.of(met, by);
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
    return new Comparison(active, new ModelIdentity(candidate.name(), candidate.version(), candidate.digest()), since, until,
        compared, dropped.sum(), refused, failed, reason, outputs.values().stream().map(OutputDifference::report).toList(), decision.map(Decision::report),
        activeLatency.histogram(), candidateLatency.histogram(), trouble());
  }
}
