package io.sallyport.engine.onnx.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sallyport.engine.onnx.internal.trial.SessionSettings;
import io.sallyport.trust.RefusedException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs random arithmetic on whole numbers of all types, if the guard takes it, at its extremes; exits with 0 if the JVM outlives it. */
public final class RandomDivisions {
  private static final int[] TYPES = {2, 3, 4, 5, 6, 7, 12, 13};
  private static final List<Integer> SIGNED = List.of(3, 5, 6, 7);
  private static final long[] CONSTANTS = {0, 1, -1, 2, 3, -7, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40};
  private static final long[] SENT = {0, 1, -1, 5, -7, Integer.MIN_VALUE, Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, -(1L << 31)};
  private static final int MOST_STEPS = 10;
  private static final int LEAST_STEPS = 3;

  private final Random random;
  private final Net net = new Net().input("i", Net.INT64, 1).input("x", Net.FLOAT, -1, 3).node("Shape", "x", "shape").whole("axis", 0).node("Size", "x", "size").node("Unsqueeze", "size axis", "count");
  /** Names of values by their type. */
  private final Map<Integer, List<String>> values = new TreeMap<>();
  private int steps;

  private RandomDivisions(long seed) {
    random = new Random(seed);
    values.put(Net.INT64, new ArrayList<>(List.of("i", "shape", "count")));
    for (int i = 0; i < LEAST_STEPS; i++) {
      net.whole("c" + i, random.nextBoolean() ? CONSTANTS[random.nextInt(CONSTANTS.length)] : 1 + i);
      values.get(Net.INT64).add("c" + i);
    }
  }

  /** @param arguments the first seed, and how many */
  public static void main(String[] arguments) throws Exception {
    TestEngine.get();
    int taken = 0;
    long first = Long.parseLong(arguments[0]);
    for (long seed = first; seed < first + Integer.parseInt(arguments[1]); seed++) {
      byte[] model = new RandomDivisions(seed).model();
      if (isTaken(model)) {
        System.out.println("seed " + seed);
        run(model);
        taken++;
      }
    }
    System.out.println(taken + " of " + arguments[1] + " taken");
    System.exit(taken > 0 ? 0 : 1);
  }

  private static boolean isTaken(byte[] model) {
    try {
      OnnxGuard.check(OnnxFiles.file("random", model, List.of(OnnxFiles.X), List.of(OnnxFiles.Y)));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  private byte[] model() {
    for (int left = LEAST_STEPS + random.nextInt(MOST_STEPS); left > 0; left--) {
      step();
    }
    return net.bytes();
  }

  private void step() {
    List<Integer> there = List.copyOf(values.keySet());
    int type = there.get(random.nextInt(there.size()));
    String one = any(type);
    String both = one + " " + any(type);
    String result = "v" + steps++;
    int given = type;
    switch (random.nextInt(14)) {
      case 0 -> net.node("Add", both, result);
      case 1 -> net.node("Sub", both, result);
      case 2 -> net.node("Mul", both, result);
      case 3, 4 -> net.node("Max", both, result);
      case 5 -> net.node("Min", both, result);
      case 6 -> net.node("Abs", one, result);
      case 7 -> net.node(SIGNED.contains(type) ? "Neg" : "Identity", one, result);
      case 8 -> net.node("Concat", both, result, Net.number("axis", 0));
      case 9 -> net.node("ReduceMax", one, result);
      case 10 -> {
        given = TYPES[random.nextInt(TYPES.length)];
        net.node("Cast", one, result, Net.number("to", given));
      }
      case 11, 12 -> net.node("Div", both, result);
      default -> net.node("Mod", both, result);
    }
    values.computeIfAbsent(given, any -> new ArrayList<>()).add(result);
    net.output(result, given);
  }

  private String any(int type) {
    List<String> names = values.get(type);
    return names.get(random.nextInt(names.size()));
  }

  private static void run(byte[] model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = SessionSettings.create(); OrtSession session = environment.createSession(model, options)) {
      for (long sent : SENT) {
        try (OnnxTensor i = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {sent}), new long[] {1});
            OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(new float[3]), new long[] {1, 3})) {
          session.run(Map.of("i", i, "x", x)).close();
        }
      }
    } catch (OrtException e) {
      System.out.println("refused in good order: " + e.getMessage());
    }
  }
}
