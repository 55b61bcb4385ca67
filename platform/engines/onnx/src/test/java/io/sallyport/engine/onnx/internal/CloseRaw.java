package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/** Closes ONNX Runtime's own session under its runs until something happens; exits with 0 if nothing ever does. */
public final class CloseRaw {
  private static final int ROUNDS = 200;

  private CloseRaw() {}

  public static void main(String[] arguments) throws Exception {
    TestEngine.get();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    for (int i = 0; i < ROUNDS; i++) {
      OrtSession session = environment.createSession(OnnxFiles.loop(), new OrtSession.SessionOptions());
      Thread runner = new Thread(() -> run(environment, session));
      runner.start();
      while (runner.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
      session.close();
      runner.join();
    }
    System.exit(0);
  }

  private static void run(OrtEnvironment environment, OrtSession session) {
    try (OnnxTensor trips = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {100_000}), new long[] {1});
        OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[4]), new long[] {1, 4})) {
      session.run(Map.of("trips", trips, "x", x)).close();
    } catch (OrtException | IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
