package io.sallyport.inference.internal;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A model that runs elsewhere, as callers get it: they are let in only while its metadata and its golden vectors were proved and nothing
 * has happened since that puts them in doubt. After a loss it is proved again, in the background, until it agrees. Thread-safe.
 */
final class RemoteServing implements LoadedModel {
  /** So many failed calls in a row are a loss. */
  private static final int MOST_FAILURES = 3;

  private final PackageVersion version;
  private final RemoteModel remote;
  private final GoldenSet golden;
  private final Reproofs reproofs;
  private final Duration limit;
  private final AtomicReference<Optional<Refusal>> trouble;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean closed;

  /** @param limit the version's own for a run */
  RemoteServing(PackageVersion version, RemoteModel remote, GoldenSet golden, Reproofs reproofs, Duration limit) {
    this.version = version;
    this.remote = remote;
    this.golden = golden;
    this.reproofs = reproofs;
    this.limit = limit;
    this.trouble = new AtomicReference<>(Optional.of(Refusals.notProvedYet(version.toString())));
  }

  PackageVersion version() {
    return version;
  }

  String path() {
    return remote.path();
  }

  /** @throws RefusedException {@code SP-MODEL-0056}, {@code -0057} */
  void configured() {
    remote.configured();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
    Optional<Refusal> reason = trouble.get();
    if (reason.isPresent()) {
      throw new OutOfServiceException(reason.get());
    }
    reproofs.sends(this);
    long given = until - System.nanoTime();
    try {
      Map<String, Tensor> outputs = remote.run(inputs, until);
      if (failures.getPlain() != 0) {
        failures.set(0);
      }
      return outputs;
    } catch (RemoteFailure e) {
      if (e.kind() == RemoteFailure.Kind.LOST || e.kind() == RemoteFailure.Kind.FAILED && failures.incrementAndGet() >= MOST_FAILURES) {
        e.refusal().ifPresent(this::lose);
      }
      throw e;
    } catch (DeadlineException e) {
      if (given >= limit.toNanos() / 2 && failures.incrementAndGet() >= MOST_FAILURES) { // who gave less says nothing of the remote
        lose(Refusals.silent(limit.toMillis(), remote.path()));
      }
      throw e;
    }
  }

  @Override
  public Optional<Refusal> trouble() {
    return trouble.get();
  }

  /** Metadata and golden vectors, with the patience that the site has with the server. Callers are let in if all agree. */
  List<CheckResult> prove() {
    return prove(remote.patience());
  }

  private List<CheckResult> prove(Duration patience) {
    List<CheckResult> results = new ArrayList<>();
    try {
      remote.verify(patience);
      results.add(new CheckResult("remote-metadata", true, remote.path(), "ready, with the declared inputs and outputs"));
    } catch (RefusedException e) {
      trouble.set(Optional.of(e.refusal()));
      results.add(new CheckResult("remote-metadata", false, e.refusal().message(), "ready, with the declared inputs and outputs"));
      return List.copyOf(results);
    }
    List<GoldenVector> vectors = golden.vectors();
    Optional<Refusal> reason = Optional.empty();
    for (int i = 0; i < vectors.size() && reason.isEmpty(); i++) {
      String name = "golden-vector-" + i;
      try {
        CheckResult result = ModelRuntime.compare(remote, patience, vectors.get(i), golden.tolerance(), name);
        results.add(result);
        reason = result.passed() ? reason : Optional.of(Refusals.otherAnswers(name + ", " + result.observed(), remote.path()));
      } catch (EngineException e) { // no answer is not another answer
        results.add(new CheckResult(name, false, e.getMessage(), ModelRuntime.expected(golden.tolerance())));
        reason = e.refusal().or(() -> Optional.of(Refusals.silent(patience.toMillis(), remote.path())));
      }
    }
    failures.set(0);
    trouble.set(reason);
    return List.copyOf(results);
  }

  /** After a start: proves it if it is there, else later. A slow one is not waited for here as long as the site would. */
  List<CheckResult> resume() {
    List<CheckResult> results = prove(PATIENCE);
    Optional<Refusal> reason = trouble.get();
    if (reason.isEmpty()) {
      return results;
    }
    reproofs.lost(this, reason.get());
    return List.of();
  }

  private void lose(Refusal reason) {
    if (trouble.compareAndSet(Optional.empty(), Optional.of(reason))) {
      reproofs.lost(this, reason);
    }
  }

  boolean closed() {
    return closed;
  }

  @Override
  public boolean isFreed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    remote.close();
  }
}
