package io.sallyport.models.surface;

import io.sallyport.models.training.OnnxSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** Runs an exported model: what is measured is what is shipped. */
final class OnnxRun implements AutoCloseable {
  /** What the model says of a tile. */
  record Output(float[] heat, float score) {}

  private final OnnxSession session;
  private final FloatBuffer input = ByteBuffer.allocateDirect(Tile.SIDE * Tile.SIDE * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();

  OnnxRun(byte[] model) {
    session = new OnnxSession(model, Map.of("image", new long[] {1, 1, Tile.SIDE, Tile.SIDE}));
  }

  Output run(Grey tile) {
    input.clear();
    input.put(tile.pixels()).flip();
    Map<String, float[]> outputs = session.run(Map.of("image", input));
    return new Output(outputs.get("heat"), outputs.get("score")[0]);
  }

  double[] scores(List<Grey> tiles) {
    return tiles.stream().mapToDouble(tile -> run(tile).score()).toArray();
  }

  @Override
  public void close() {
    session.close();
  }
}
