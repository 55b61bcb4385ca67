package io.sallyport.models.surface;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Runs an exported model in ONNX Runtime: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  private static final long[] SHAPE = {1, 1, Tile.SIDE, Tile.SIDE};

  /** What the model says of a tile. */
  record Output(float[] heat, float score) {}

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final FloatBuffer input = ByteBuffer.allocateDirect(Tile.SIDE * Tile.SIDE * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();

  OnnxRun(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the exported model", e);
    }
  }

  Output run(Grey tile) {
    input.clear();
    input.put(tile.pixels()).flip();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, SHAPE); OrtSession.Result result = session.run(Map.of("image", tensor))) {
      float[] heat = new float[Tile.CELLS * Tile.CELLS];
      ((OnnxTensor) result.get("heat").orElseThrow()).getFloatBuffer().get(heat);
      return new Output(heat, ((OnnxTensor) result.get("score").orElseThrow()).getFloatBuffer().get(0));
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails on a tile", e);
    }
  }

  double[] scores(List<Grey> tiles) {
    return tiles.stream().mapToDouble(tile -> run(tile).score()).toArray();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
