package io.sallyport.models.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerTest {
  private static final int CELLS = Tile.CELLS * Tile.CELLS;

  private final Random random = new Random(4);

  @Test
  void aNeighbourhoodIsOfItsOwnTileAndNothingBeyondIt() {
    float[] rows = new float[2 * CELLS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i + 1;
    }
    float[] seen = new Layer(1, 1, true, random).seen(rows, 2);
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 0, 17, 18}, part(seen, 0), "the first cell of the first tile");
    assertArrayEquals(new float[] {0, 0, 0, 0, 257, 258, 0, 273, 274}, part(seen, CELLS), "of the second");
    assertArrayEquals(new float[] {1, 2, 3, 17, 18, 19, 33, 34, 35}, part(seen, Tile.CELLS + 1));
    assertArrayEquals(new float[] {239, 240, 0, 255, 256, 0, 0, 0, 0}, part(seen, CELLS - 1), "the last cell of the first tile");
  }

  private static float[] part(float[] seen, int cell) {
    return java.util.Arrays.copyOfRange(seen, cell * 9, cell * 9 + 9);
  }

  /** What a slope is worth to what was seen it is worth to the values. */
  @Test
  void theWayBackIsThatOfTheWayThere() {
    Layer layer = new Layer(3, 2, true, random);
    float[] rows = noise(2 * CELLS * 3);
    float[] slope = noise(2 * CELLS * 27);
    assertEquals(product(layer.seen(rows, 2), slope), product(rows, layer.unseen(slope, 2)), 1e-2);
    Layer own = new Layer(3, 2, false, random);
    assertSame(rows, own.seen(rows, 2));
    assertSame(rows, own.unseen(rows, 2));
  }

  private float[] noise(int size) {
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    return noise;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
