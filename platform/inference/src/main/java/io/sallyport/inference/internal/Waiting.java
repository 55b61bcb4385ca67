package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** One call that waits in line for a lane. */
final class Waiting {
  /** {@code IN_LINE} → {@code LEADS} | {@code TAKEN} | {@code GONE}; {@code TAKEN} → {@code SERVED} | {@code FAILED} | {@code ALONE} | {@code LATE}. */
  enum State {
    IN_LINE,
    /** Has a lane of its own. */
    LEADS,
    /** Its inputs are in a run that another call leads. */
    TAKEN,
    SERVED,
    /** The common run failed, and is not to be tried again. */
    FAILED,
    /** The common run failed: it is to run by itself. */
    ALONE,
    /** Its time was up, or too much of it, before it ran. */
    GONE,
    /** Its time was up while it ran. */
    LATE
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IN_LINE);
  private final Thread thread = Thread.currentThread();
  private final Map<String, Tensor> inputs;
  private final long until;
  private Map<String, Tensor> outputs;
  private RuntimeException failure;

  Waiting(Map<String, Tensor> inputs, long until) {
    this.inputs = inputs;
    this.until = until;
  }

  Map<String, Tensor> inputs() {
    return inputs;
  }

  long until() {
    return until;
  }

  /** After {@link State#SERVED}. */
  Map<String, Tensor> outputs() {
    return outputs;
  }

  /** After {@link State#FAILED}. */
  RuntimeException failure() {
    return failure;
  }

  boolean take() {
    return state.compareAndSet(State.IN_LINE, State.TAKEN);
  }

  boolean lead() {
    return moved(State.IN_LINE, State.LEADS);
  }

  void serve(Map<String, Tensor> answer) {
    outputs = answer;
    moved(State.TAKEN, State.SERVED);
  }

  void fail(RuntimeException cause) {
    failure = cause;
    moved(State.TAKEN, State.FAILED);
  }

  void turnAway() {
    moved(State.IN_LINE, State.GONE);
  }

  void leaveAlone() {
    moved(State.TAKEN, State.ALONE);
  }

  private boolean moved(State from, State to) {
    boolean moved = state.compareAndSet(from, to);
    if (moved) {
      LockSupport.unpark(thread);
    }
    return moved;
  }

  /** Until something has become of it, or its time is up. An interrupt is kept for later. */
  State await() {
    boolean interrupted = false;
    State now = state.get();
    while (now == State.IN_LINE || now == State.TAKEN) {
      long left = until - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(this, left);
        interrupted |= Thread.interrupted();
      } else {
        state.compareAndSet(now, now == State.IN_LINE ? State.GONE : State.LATE);
      }
      now = state.get();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return now;
  }
}
