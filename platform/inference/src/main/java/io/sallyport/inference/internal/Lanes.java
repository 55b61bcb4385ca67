package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.RemoteFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The lanes of one version: so many runs at once, on their callers' threads; what comes beyond waits in line, up to a length and for its
 * own time. So a version that hangs holds its own callers, and no more of them than that. Who gets a lane while others wait takes along
 * those whose inputs can be run in one go: nobody ever waits for a batch to fill. Thread-safe; a call that finds a lane free takes no lock.
 */
final class Lanes {
  static final int LONGEST_LINE = 256;

  private final LoadedModel model;
  private final int most;
  private final Batching batching;
  private final Progress progress;
  private final AtomicInteger free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ConcurrentLinkedQueue<Waiting> line = new ConcurrentLinkedQueue<>();

  /**
   * @param concurrency runs at once, at least 1
   * @param limit the version's own for a run
   */
  Lanes(LoadedModel model, int concurrency, Batching batching, Duration limit) {
    this.model = model;
    this.most = concurrency;
    this.batching = batching;
    this.progress = new Progress(limit.toNanos());
    this.free = new AtomicInteger(concurrency);
  }

  int concurrency() {
    return most;
  }

  /** Most rows of calls that run together; 1 if they never do. */
  int batch() {
    return batching.most();
  }

  /** Lanes that nobody uses. */
  int free() {
    return free.get();
  }

  /** Calls in line. */
  int waiting() {
    return waiting.get();
  }

  /**
   * Runs the model.
   *
   * @throws BusyException if no lane came free, or one did and too little of the call's time was left
   * @throws EngineException as {@link LoadedModel#run(Map, long)} does
   */
  Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
    return enter() ? runAndLeave(inputs, until, false) : waitAndRun(inputs, until);
  }

  private boolean enter() {
    for (int lanes = free.get(); lanes > 0; lanes = free.get()) {
      if (free.compareAndSet(lanes, lanes - 1)) {
        if (lanes == most) {
          progress.begun(System.nanoTime());
        }
        return true;
      }
    }
    return false;
  }

  private Map<String, Tensor> runAndLeave(Map<String, Tensor> inputs, long until, boolean waited) {
    try {
      return runOnce(inputs, until, waited);
    } finally {
      leave();
    }
  }

  /** Whoever waited for its lane had less than the version's time: that its run was ended is the model's fault only if nothing else ends either. */
  private Map<String, Tensor> runOnce(Map<String, Tensor> inputs, long until, boolean waited) {
    long began = System.nanoTime();
    try {
      Map<String, Tensor> outputs = model.run(inputs, until);
      progress.answered(began, System.nanoTime());
      return outputs;
    } catch (DeadlineException e) {
      long now = System.nanoTime();
      if (waited && !progress.hadItsTime(began, now) && !progress.isStuck(now)) {
        throw new BusyException("a lane came free too late");
      }
      throw e;
    }
  }

  /** Hands the lane to the first in line whose run can still end in time; frees it if there is none. */
  private void leave() {
    do {
      for (Waiting next = line.poll(); next != null; next = line.poll()) {
        if (!progress.fits(next.until(), System.nanoTime())) {
          next.turnAway();
        } else if (next.lead()) {
          return;
        }
      }
      free.incrementAndGet();
    } while (!line.isEmpty() && enter());
  }

  private Map<String, Tensor> waitAndRun(Map<String, Tensor> inputs, long until) {
    if (waiting.incrementAndGet() > LONGEST_LINE) {
      waiting.decrementAndGet();
      throw new BusyException(most + " calls run and " + LONGEST_LINE + " wait");
    }
    Waiting call = new Waiting(inputs, until);
    Waiting.State state;
    try {
      line.add(call);
      if (enter()) {
        leave();
      }
      state = call.await();
    } finally {
      waiting.decrementAndGet();
    }
    return switch (state) {
      case LEADS -> runTogether(call);
      case SERVED -> call.outputs();
      case FAILED -> throw call.failure();
      case ALONE -> run(inputs, until);
      case LATE -> throw progress.isStuck(System.nanoTime()) ? new DeadlineException("the run that it was part of did not end in time")
          : new BusyException("the run that it was part of began too late");
      case GONE, IN_LINE, TAKEN -> {
        line.remove(call);
        throw new BusyException("none of the " + most + " runs at once ended in time");
      }
    };
  }

  /** Leads: has a lane. */
  private Map<String, Tensor> runTogether(Waiting leader) {
    try {
      List<Waiting> batch = gather(leader);
      if (batch.size() == 1) {
        return runOnce(leader.inputs(), leader.until(), true);
      }
      try {
        return runAll(batch, leader.until());
      } catch (DeadlineException | RemoteFailure e) {
        throw e;
      } catch (EngineException e) {
        return runOnce(leader.inputs(), leader.until(), true);
      }
    } finally {
      leave();
    }
  }

  /** Runs these calls as one; whatever happens, none of the others is left waiting. What has been sent elsewhere is not sent again. */
  private Map<String, Tensor> runAll(List<Waiting> batch, long until) {
    List<Waiting> others = batch.subList(1, batch.size());
    List<Map<String, Tensor>> calls = batch.stream().map(Waiting::inputs).toList();
    try (Batching.Joined joined = batching.join(calls)) {
      List<Map<String, Tensor>> answers = Batching.split(runOnce(joined.inputs(), until, true), calls);
      for (int i = 0; i < others.size(); i++) {
        others.get(i).serve(answers.get(i + 1));
      }
      return answers.get(0);
    } catch (RemoteFailure e) {
      others.forEach(other -> other.fail(e));
      throw e;
    } finally {
      others.forEach(Waiting::leaveAlone); // who was served, or failed, stays so
    }
  }

  private List<Waiting> gather(Waiting leader) {
    List<Waiting> batch = new ArrayList<>();
    batch.add(leader);
    if (batching.isPossible()) {
      long room = batching.room(leader.inputs());
      for (Iterator<Waiting> others = line.iterator(); others.hasNext() && room > 0; ) {
        Waiting other = others.next();
        long rows = Batching.rows(other.inputs());
        if (rows <= room && Batching.fit(leader.inputs(), other.inputs()) && other.take()) {
          others.remove();
          batch.add(other);
          room -= rows;
        }
      }
    }
    return batch;
  }
}
