package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.inference.engine.TooMuchException;
import io.sallyport.trust.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of ONNX Runtime. Closing a session under a run would kill the JVM, so runs are counted: the last one to leave after
 * {@link #close()} frees the session, be it close itself or a run.
 */
final class OnnxModel implements LoadedModel {
  private static final Logger LOG = LoggerFactory.getLogger(OnnxModel.class);
  /** What is added to the count of runs once no more may begin. */
  private static final int CLOSED = Integer.MIN_VALUE;
  private static final List<String> NO_MEMORY = List.of("Failed to allocate memory", "bad_alloc", "bad allocation");

  private final String name;
  private final OrtSession session;
  private final OrtSession.SessionOptions options;
  private final Outputs outputs;
  private final Watchdog watchdog;
  private final Duration patience;
  private final ConcurrentLinkedDeque<RunSlot> idle = new ConcurrentLinkedDeque<>();
  private final Set<RunSlot> slots = ConcurrentHashMap.newKeySet();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean freeing = new AtomicBoolean();
  /** Whether the next run gives back what the arena keeps of runs that took too much. */
  private final AtomicBoolean shrink = new AtomicBoolean();
  private final CountDownLatch freed = new CountDownLatch(1);

  /** @param patience how long closing waits for runs before it ends them, and then once more */
  OnnxModel(ModelFile file, OrtSession session, OrtSession.SessionOptions options, Watchdog watchdog, Duration patience) {
    this.name = file.name();
    this.session = session;
    this.options = options;
    this.outputs = new Outputs(file.name(), file.outputs());
    this.watchdog = watchdog;
    this.patience = patience;
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, long until) {
    if (runs.incrementAndGet() < 0) {
      leave();
      throw closed();
    }
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        Tensor tensor = input.getValue();
        tensors.put(input.getKey(), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), tensor.data(), tensor.shape().toArray(), Types.of(tensor.type())));
      }
      return runWatched(tensors, until);
    } catch (EngineException e) {
      throw e;
    } catch (OrtException | RuntimeException e) {
      throw new EngineException(name + ": " + e.getMessage(), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
      leave();
    }
  }

  private Map<String, Tensor> runWatched(Map<String, OnnxTensor> tensors, long until) throws OrtException {
    boolean shrinking = shrink.compareAndSet(true, false);
    RunSlot slot = shrinking ? add(new RunSlot(true)) : slot();
    slot.begin(until);
    watchdog.expect(until);
    try {
      return outputs.run(session, tensors, slot);
    } catch (OrtException e) {
      boolean refused = isOfMemory(e);
      if (!slot.isEnded() && !refused) {
        throw e;
      }
      if (refused || slot.isStarved()) {
        shrink.set(true);
        throw new TooMuchException(new Refusal("SP-MODEL-0090", "the run was ended because it asked for more memory than the appliance has left", name,
            "ask for less in one call; see the model's memory in the log if it happens with usual calls"));
      }
      throw runs.get() < 0 ? closed() : new DeadlineException(name + ": the run was ended because its time was up");
    } finally {
      if (shrinking) {
        slot.end();
        discard(slot);
      } else {
        release(slot);
      }
    }
  }

  /** ONNX Runtime has no status of its own for it. */
  private static boolean isOfMemory(OrtException failure) {
    String message = String.valueOf(failure.getMessage());
    return NO_MEMORY.stream().anyMatch(message::contains);
  }

  private RunSlot slot() throws OrtException {
    RunSlot slot = idle.poll();
    return slot == null ? add(new RunSlot()) : slot;
  }

  private RunSlot add(RunSlot slot) {
    slots.add(slot);
    watchdog.add(slot);
    return slot;
  }

  private void release(RunSlot slot) {
    if (slot.end()) {
      idle.push(slot);
    } else {
      discard(slot);
    }
  }

  private void discard(RunSlot slot) {
    watchdog.remove(slot);
    slots.remove(slot);
    slot.close();
  }

  private void leave() {
    if (runs.decrementAndGet() == CLOSED) {
      free();
    }
  }

  private EngineException closed() {
    return new EngineException(name + " is closed");
  }

  /** How many threads are in it; meaningless once it is closed. */
  int running() {
    return runs.get();
  }

  @Override
  public void close() {
    int before = runs.getAndUpdate(count -> count < 0 ? count : count + CLOSED);
    if (before < 0) {
      return;
    }
    if (before == 0) {
      free();
    }
    if (!awaitFreed()) {
      slots.forEach(RunSlot::endNow);
      if (!awaitFreed()) {
        LOG.error("{} is closed, and a run of it goes on that cannot be ended; its memory is freed when that run ends", name);
      }
    }
  }

  private boolean awaitFreed() {
    try {
      return freed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return isFreed();
    }
  }

  @Override
  public boolean isFreed() {
    return freed.getCount() == 0;
  }

  /** Nothing runs, and nothing will. */
  private void free() {
    if (!freeing.compareAndSet(false, true)) {
      return;
    }
    try {
      slots.forEach(this::discard);
      session.close();
      options.close();
    } catch (OrtException e) {
      LOG.error("ONNX Runtime cannot close {}", name, e);
    } finally {
      freed.countDown();
    }
  }
}
