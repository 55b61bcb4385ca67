package io.sallyport.engine.onnx.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import java.util.List;
import java.util.Map;

/** Gives the engine each of {@link MemoryNets}, calls it with a few bytes, with what asks for much memory, and with a few bytes again; says what came of it, one line each. */
public final class RunLarge {
  private static final TensorSpec I = new TensorSpec("i", DataType.INT64, Shape.of(1));
  private static final TensorSpec X = new TensorSpec("x", DataType.FP32, Shape.of(Shape.DYNAMIC, 3));
  private static final TensorSpec Y = new TensorSpec("y", DataType.FP32, Shape.of());
  /** Elements of four bytes: 16 GB. */
  private static final long MANY = 4_000_000_000L;
  /** Its square is as many. */
  private static final int ROWS = 60_000;
  private static final int DOUBLINGS = 40;
  private static final long SECONDS = 60_000_000_000L;

  private RunLarge() {}

  /** @param arguments name of one net; none for all */
  public static void main(String[] arguments) {
    MemoryNets.byValue().forEach((name, model) -> run(arguments, name, model, name.startsWith("a ") || name.startsWith("an ") ? ROWS : MANY, 2));
    MemoryNets.byExtent().forEach((name, model) -> run(arguments, name, model, DOUBLINGS, name.startsWith("a loop") ? 2 : ROWS));
    System.exit(0);
  }

  private static void run(String[] arguments, String name, byte[] model, long i, int rows) {
    if (arguments.length == 0 || arguments[0].equals(name)) {
      try (LoadedModel loaded = TestEngine.get().load(OnnxFiles.file(name, model, List.of(I, X), List.of(Y)))) {
        System.out.println(name + ": " + call(loaded, 2, 2) + ", " + call(loaded, i, rows) + ", " + call(loaded, 2, 2));
      }
    }
  }

  private static String call(LoadedModel model, long i, int rows) {
    Tensor one = Tensor.allocate(DataType.INT64, Shape.of(1));
    one.data().putLong(0, i);
    try {
      model.run(Map.of("i", one, "x", Tensor.allocate(DataType.FP32, Shape.of(rows, 3))), System.nanoTime() + SECONDS);
      return "answers";
    } catch (EngineException e) {
      return e.refusal().map(refusal -> refusal.code()).orElseGet(e::getMessage);
    }
  }
}
