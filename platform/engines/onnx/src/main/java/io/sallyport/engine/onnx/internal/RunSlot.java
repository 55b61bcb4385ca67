package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.concurrent.atomic.AtomicLong;

/** What one run at a time uses of a model: ONNX Runtime's switch that ends it, and memory for outputs. One thread runs, the watchdog watches. */
final class RunSlot implements AutoCloseable {
  private static final long IDLE = 0;
  private static final long FIRED = 1;
  /** Of {@code onnxruntime_run_options_config_keys.h}: what the run leaves free in the arena goes back to the system. */
  private static final String SHRINK = "memory.enable_memory_arena_shrinkage";

  private final RunOptions options;
  private final OutputMemory memory = new OutputMemory();
  private final AtomicLong until = new AtomicLong(IDLE);
  private long begun;
  private volatile boolean starved;

  RunSlot() throws OrtException {
    this(false);
  }

  /** @param shrinking whether memory that earlier runs took, and this one leaves free, is given back */
  RunSlot(boolean shrinking) throws OrtException {
    options = new RunOptions();
    if (shrinking) {
      options.addRunConfigEntry(SHRINK, "cpu:0");
    }
    options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // what fails is told by exceptions; a model that fails again and again must not fill a log
  }

  RunOptions options() {
    return options;
  }

  OutputMemory memory() {
    return memory;
  }

  /** @param time the {@link System#nanoTime()} at which the run is to be ended */
  void begin(long time) {
    begun = time == IDLE || time == FIRED ? time + 2 : time;
    until.set(begun);
  }

  /** Ends the watch. False if the run was told to end: then the slot is used up. */
  boolean end() {
    if (until.compareAndSet(begun, IDLE)) {
      return true;
    }
    synchronized (this) {
      return false; // who fired has left
    }
  }

  /** Whether the run under way was told to end. */
  boolean isEnded() {
    return until.get() == FIRED;
  }

  boolean isRunning() {
    long time = until.get();
    return time != IDLE && time != FIRED;
  }

  /** Ends the run under way, if there is one, because memory runs out. */
  void starve() {
    starved |= isRunning();
    endNow();
  }

  /** Whether the run was told to end because of memory. */
  boolean isStarved() {
    return starved;
  }

  /** The time at which the run under way is to be ended, {@code whenIdle} without one. */
  long until(long whenIdle) {
    long time = until.get();
    return time == IDLE || time == FIRED ? whenIdle : time;
  }

  /** Ends the run under way if its time is up. */
  void endIfLate(long now) {
    long time = until.get();
    if (time != IDLE && time != FIRED && time - now <= 0) {
      fire(time);
    }
  }

  /** Ends the run under way, if there is one. */
  void endNow() {
    long time = until.get();
    if (time != IDLE && time != FIRED) {
      fire(time);
    }
  }

  private synchronized void fire(long time) {
    if (until.compareAndSet(time, FIRED)) {
      try {
        options.setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime cannot end a run", e);
      }
    }
  }

  /** Only when no run is under way. */
  @Override
  public void close() {
    options.close();
  }
}
