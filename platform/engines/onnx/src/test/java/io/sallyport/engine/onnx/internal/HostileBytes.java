package io.sallyport.engine.onnx.internal;

import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Loads spoilt copies of good models, and runs those that load all the same. Arguments: first seed, how many. Exits with 0 if each was
 * refused, failed or answered; the seed at hand is printed before ONNX Runtime gets the bytes with {@code -Dverbose=true}.
 */
public final class HostileBytes {
  private static final List<ModelFile> GOOD = List.of(RadiatorFiles.model("1.0.0"),
      OnnxFiles.file("loop", OnnxFiles.loop(), List.of(OnnxFiles.TRIPS, OnnxFiles.X), List.of(OnnxFiles.Y)),
      OnnxFiles.file("rows", OnnxFiles.rows(), List.of(OnnxFiles.ROWS_IN), List.of(OnnxFiles.ROWS_OUT)),
      OnnxFiles.file("nested", OnnxFiles.nested(5), List.of(OnnxFiles.X), List.of(OnnxFiles.Y)));
  private static final long RUN_NANOS = 50_000_000;
  /** Most spoilt bytes lie in the structure, not in the weights. */
  private static final int STRUCTURE = 2_000;

  private HostileBytes() {}

  public static void main(String[] arguments) {
    OnnxEngine engine = (OnnxEngine) TestEngine.get();
    long first = Long.parseLong(arguments[0]);
    int refused = 0;
    int ran = 0;
    int failed = 0;
    for (long seed = first; seed < first + Integer.parseInt(arguments[1]); seed++) {
      if (Boolean.getBoolean("verbose")) {
        System.out.println("seed " + seed);
      }
      ModelFile good = GOOD.get((int) (seed % GOOD.size()));
      byte[] bytes = spoilt(good.bytes(), new Random(seed));
      try (LoadedModel model = engine.load(new ModelFile("spoilt", bytes, Digests.sha256(bytes), good.inputs(), good.outputs()))) {
        model.run(inputs(good), System.nanoTime() + RUN_NANOS);
        ran++;
      } catch (RefusedException e) {
        refused++;
      } catch (EngineException e) {
        failed++;
      }
    }
    System.out.println(refused + " refused, " + failed + " failed, " + ran + " answered");
    System.exit(refused > 0 ? 0 : 1);
  }

  private static byte[] spoilt(byte[] good, Random random) {
    byte[] bytes = good.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length : Math.min(bytes.length, STRUCTURE));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) 0xff;
        case 3 -> bytes[at] = (byte) (bytes[at] + 1);
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(1 + random.nextInt(16), bytes.length - Math.max(at, from));
          System.arraycopy(good, from, bytes, at, length);
        }
      }
    }
    return random.nextInt(16) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes;
  }

  private static Map<String, Tensor> inputs(ModelFile file) {
    Map<String, Tensor> inputs = new java.util.HashMap<>();
    for (TensorSpec spec : file.inputs()) {
      long[] extents = Arrays.stream(spec.shape().toArray()).map(extent -> Math.max(1, extent)).toArray();
      inputs.put(spec.name(), Tensor.allocate(spec.type(), Shape.of(extents)));
    }
    return inputs;
  }
}
