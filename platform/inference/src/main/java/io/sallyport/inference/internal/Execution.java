package io.sallyport.inference.internal;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.audit.Outcome;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.TooMuchException;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * One call of one version, on which the caller has a lease: check, run, record, answer. A version is blamed for runs that fail and for
 * those that outlast its own limit; not for a shorter limit of the caller's, nor for calls that found no lane free. Thread-safe.
 */
final class Execution {
  private final InferenceAudit audit;
  private final InstantSource clock;

  Execution(InferenceAudit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  InferenceResult run(InferenceRequest request, ServedModel model) {
    Optional<InputCheck.Fault> fault = model.inputs().fault(request.inputs());
    if (fault.isPresent()) {
      return refuse(request, model, fault.get().code(), fault.get().what(), fault.get().next());
    }
    Duration limit = limit(request, model);
    if (limit.isNegative() || limit.isZero()) {
      return refuse(request, model, "SP-INFER-0025", "the call's time limit is " + limit.toMillis() + " ms", "leave the limit out, or give more than nothing");
    }
    Optional<Refusal> trouble = model.loaded().trouble();
    if (trouble.isPresent()) {
      model.figures().refused();
      return audit.refused(request, model, Outcome.REFUSED, told(trouble.get()));
    }
    Optional<Duration> closed = model.breaker().refuses();
    if (closed.isPresent()) {
      return refuse(request, model, "SP-INFER-0022", model.description().identity() + " failed " + Breaker.FAILURES + " times in a row and gets no call until "
          + clock.instant().plus(closed.get()).truncatedTo(ChronoUnit.MILLIS), "try again then; go back to the former version if it goes on");
    }
    return runAdmitted(request, model, limit);
  }

  /** The shorter one of the call's and the version's. */
  private static Duration limit(InferenceRequest request, ServedModel model) {
    return request.deadline().filter(own -> own.compareTo(model.deadline()) < 0).orElse(model.deadline());
  }

  private InferenceResult runAdmitted(InferenceRequest request, ServedModel model, Duration limit) {
    long began = System.nanoTime();
    Map<String, Tensor> outputs;
    try {
      outputs = model.lanes().run(request.inputs(), began + limit.toNanos());
    } catch (BusyException e) {
      model.breaker().undecided();
      return refuse(request, model, "SP-INFER-0023", model.description().identity() + " is busy: " + e.getMessage(), "call again later, with fewer callers");
    } catch (OutOfServiceException | TooMuchException e) { // what did not run, or could not be given, says nothing of the version
      model.breaker().undecided();
      model.figures().refused();
      return audit.refused(request, model, Outcome.REFUSED, told(e.refusal().orElseThrow()));
    } catch (RefusedException e) { // a remote model's inputs were not sent, because that could not be recorded
      model.breaker().undecided();
      model.figures().refused();
      return InferenceAudit.unrecorded(e);
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) { // memory outside the heap may run out too
      return failed(request, model, limit, e);
    }
    long nanos = System.nanoTime() - began;
    if (model.breaker().succeeded() == Breaker.Change.CLOSED) {
      audit.resumed(request, model);
    }
    try {
      audit.done(request, model);
    } catch (RefusedException e) {
      return InferenceAudit.unrecorded(e);
    }
    model.figures().answered(nanos, model.range().holds(outputs));
    return new InferenceResult.Answer(model.description().identity(), outputs, model.description().parameters(), nanos);
  }

  private InferenceResult failed(InferenceRequest request, ServedModel model, Duration limit, Throwable cause) {
    boolean late = cause instanceof DeadlineException;
    if (late && limit.compareTo(model.deadline()) < 0) {
      model.breaker().undecided();
      return refuse(request, model, "SP-INFER-0021", "the model did not answer within the call's " + limit.toMillis() + " ms", "give it more time");
    }
    Optional<Refusal> own = cause instanceof EngineException failure ? failure.refusal() : Optional.empty();
    if (cause instanceof RemoteFailure remote && remote.kind() == RemoteFailure.Kind.BUSY) {
      model.breaker().undecided();
      model.figures().refused();
      return audit.refused(request, model, Outcome.REFUSED, told(own.orElseThrow()));
    }
    model.figures().failed();
    if (model.breaker().failed() == Breaker.Change.OPENED) {
      audit.suspended(request, model);
    }
    return audit.refused(request, model, Outcome.FAILED, own.isPresent() ? told(own.get()) : late
        ? new InferenceResult.Refused("SP-INFER-0021", "the model did not answer within its " + limit.toMillis() + " ms, and the run was ended", "go back to the former version if it happens again")
        : new InferenceResult.Refused("SP-INFER-0004", "the model failed: " + (cause instanceof EngineException ? cause.getMessage() : cause), "see the log; go back to the former version if it happens again"));
  }

  /** An engine may have a code of its own for what happened. */
  private static InferenceResult.Refused told(Refusal refusal) {
    return new InferenceResult.Refused(refusal.code(), refusal.what() + " – " + refusal.where(), refusal.next());
  }

  private InferenceResult refuse(InferenceRequest request, ServedModel model, String code, String what, String next) {
    model.figures().refused();
    return audit.refused(request, Outcome.REFUSED, new InferenceResult.Refused(code, what, next));
  }
}
