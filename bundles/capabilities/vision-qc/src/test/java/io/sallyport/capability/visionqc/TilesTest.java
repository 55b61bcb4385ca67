package io.sallyport.capability.visionqc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TilesTest {
  @Test
  void tilesCoverALengthAndOverlap() {
    assertArrayEquals(new int[] {0}, Tiles.over(64, 64));
    assertArrayEquals(new int[] {0, 1}, Tiles.over(65, 64));
    for (int length = 64; length < 600; length++) {
      int[] offsets = Tiles.over(length, 64);
      assertEquals(length - 64, offsets[offsets.length - 1]);
      for (int i = 1; i < offsets.length; i++) {
        assertTrue(offsets[i] - offsets[i - 1] <= 56, length + ": " + offsets[i]);
      }
    }
  }

  @Test
  void aHeatMapIsHotWhereItsCellIs() {
    HeatMap map = new HeatMap(100, 64, 4);
    float[] tile = new float[256];
    tile[3 * 16 + 5] = 2;
    map.add(0, 0, tile, 16);
    map.add(36, 0, new float[256], 16);
    assertEquals(22, map.worstX());
    assertEquals(14, map.worstY());
    assertTrue(map.at(22, 14) > 1.5 && map.at(60, 40) == 0);
  }

  @Test
  void rejectsPileUpOnlyWithinTheNewestItems() {
    RejectPolicy policy = new RejectPolicy(2, 3);
    assertEquals(false, policy.add(new UUID(0, 1), true));
    assertEquals(false, policy.add(new UUID(0, 2), false));
    assertEquals(false, policy.add(new UUID(0, 3), false));
    assertEquals(false, policy.add(new UUID(0, 4), true), "the first is too long ago");
    assertEquals(true, policy.add(new UUID(0, 5), true));
    assertEquals(false, new RejectPolicy(0, 3).add(new UUID(0, 1), true));
    assertEquals("pictures", new PictureStore(Path.of("pictures"), 1).file(new UUID(0, 0), io.sallyport.api.image.PictureView.HEAT).getParent().toString());
  }
}
