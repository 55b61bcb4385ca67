package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.engine.onnx.internal.trial.SessionSettings;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives nets of {@link Divisions}, {@link UncheckedNets} and {@link MicrosoftNets} to ONNX Runtime, which nothing keeps from them, with whole numbers at which arithmetic breaks down; exits with 0 if the JVM outlives it. */
public final class RunRaw {
  private static final long[] SENT = {7, 0, -1, Integer.MIN_VALUE, 5, 1, 128, 1 << 30, Long.MAX_VALUE, Long.MIN_VALUE};

  private RunRaw() {}

  /** @param arguments the name of a deadly net; none for all harmless ones */
  public static void main(String[] arguments) throws Exception {
    TestEngine.get();
    Map<String, byte[]> deadly = new HashMap<>(Divisions.deadly());
    deadly.putAll(UncheckedNets.deadly());
    deadly.putAll(UncheckedNets.untried());
    if (arguments.length == 1) {
      run(deadly.get(arguments[0]));
    } else {
      for (Map<String, byte[]> nets : List.of(Divisions.harmless(), UncheckedNets.harmless(), MicrosoftNets.all())) {
        for (Map.Entry<String, byte[]> net : nets.entrySet()) {
          System.out.println(net.getKey() + ": " + run(net.getValue()) + " answers");
        }
      }
    }
    System.exit(0);
  }

  private static int run(byte[] model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    int answers = 0;
    try (OrtSession.SessionOptions options = SessionSettings.create(); OrtSession session = environment.createSession(model, options)) {
      for (long sent : SENT) {
        try (OnnxTensor i = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {sent}), new long[] {1});
            OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[3]), new long[] {1, 3})) {
          session.run(session.getInputNames().contains("x") ? Map.of("i", i, "x", x) : Map.of("i", i)).close();
          answers++;
        } catch (OrtException e) {
          System.out.println("refused in good order: " + e.getMessage());
        }
      }
    }
    return answers;
  }
}
