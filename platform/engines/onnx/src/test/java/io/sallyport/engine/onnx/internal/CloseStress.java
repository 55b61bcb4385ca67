package io.sallyport.engine.onnx.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.engine.DeadlineException;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many threads run models while those are closed under them at random moments, some by two threads at once, and the watchdog ends runs
 * meanwhile. Arguments: seed, rounds. Exits with 0 if every run answered, was ended, or said that the model is closed; a lock that is
 * wrong brings the JVM down.
 */
public final class CloseStress {
  private static final int THREADS = 8;
  private static final int LONGEST_PAUSE_NANOS = 3_000_000;

  private final OnnxEngine engine = (OnnxEngine) TestEngine.get();
  private final ModelFile file = OnnxFiles.file("loop", OnnxFiles.loop(), List.of(OnnxFiles.TRIPS, OnnxFiles.X), List.of(OnnxFiles.Y));
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 2);
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong closed = new AtomicLong();

  public static void main(String[] arguments) throws Exception {
    CloseStress stress = new CloseStress();
    Random random = new Random(Long.parseLong(arguments[0]));
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      stress.round(random);
    }
    stress.threads.shutdownNow();
    System.out.println(stress.answers + " answers, " + stress.ended + " ended, " + stress.closed + " closed");
    System.exit(stress.answers.get() > 0 && stress.ended.get() > 0 && stress.closed.get() > 0 ? 0 : 1);
  }

  private void round(Random random) throws Exception {
    OnnxModel model = (OnnxModel) engine.load(file, Duration.ofMillis(1 + random.nextInt(3)));
    CountDownLatch running = new CountDownLatch(THREADS / 2);
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      long seed = random.nextLong();
      callers.add(threads.submit(() -> call(model, new Random(seed), running)));
    }
    running.await();
    LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
    Future<?> other = threads.submit(model::close);
    model.close();
    other.get();
    for (Future<?> caller : callers) {
      caller.get();
    }
    if (!model.isFreed()) {
      throw new IllegalStateException("nobody runs, and it is not freed");
    }
  }

  private void call(OnnxModel model, Random random, CountDownLatch running) {
    while (true) {
      boolean hangs = random.nextInt(8) == 0;
      try {
        model.run(inputs(hangs ? 1L << 60 : random.nextInt(50)), System.nanoTime() + (hangs ? random.nextInt(LONGEST_PAUSE_NANOS) : 1_000_000_000L));
        answers.incrementAndGet();
      } catch (DeadlineException e) {
        ended.incrementAndGet();
      } catch (EngineException e) {
        if (!e.getMessage().endsWith("is closed")) {
          throw e;
        }
        closed.incrementAndGet();
        return;
      } finally {
        running.countDown();
      }
    }
  }

  private static Map<String, Tensor> inputs(long trips) {
    Tensor count = Tensor.allocate(DataType.INT64, Shape.of(1));
    count.data().putLong(0, trips);
    return Map.of("trips", count, "x", Tensor.allocate(DataType.FP32, Shape.of(1, 4)));
  }
}
