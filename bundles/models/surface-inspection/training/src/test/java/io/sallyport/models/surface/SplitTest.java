package io.sallyport.models.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {
  @TempDir Path folder;

  @Test
  void noPixelServesTwice() throws IOException {
    // each block of its own grey, so that a pixel tells where it is from
    Path picture = picture("a.png", 512);
    Split split = Split.of(List.of(picture));
    assertEquals(List.of(8, 4, 4), List.of(split.training().size(), split.validation().size(), split.test().size()));
    Set<Float> seen = new HashSet<>();
    for (Grey block : Stream.of(split.training(), split.validation(), split.test()).flatMap(List::stream).toList()) {
      assertTrue(seen.add(block.pixels()[0]), "a block is in two roles");
      assertEquals(block.pixels()[0], block.pixels()[Split.BLOCK * Split.BLOCK - 1], "a block crosses a border");
    }
  }

  @Test
  void tooFewPicturesAreRefused() throws IOException {
    Path small = picture("b.png", 128);
    assertThrows(IllegalArgumentException.class, () -> Split.of(List.of(small, small, small)));
    assertEquals(2, Split.of(List.of(small, small, small, small)).training().size());
  }

  @Test
  void areasCountPairs() {
    assertEquals(1, Measure.area(new double[] {1, 2}, new double[] {3, 4}));
    assertEquals(0, Measure.area(new double[] {3, 4}, new double[] {1, 2}));
    assertEquals(0.5, Measure.area(new double[] {1, 1}, new double[] {1, 1}));
    assertEquals(0.75, Measure.area(new double[] {1, 3}, new double[] {2, 4}));
  }

  @Test
  void whatIsMadeUpComesOutTheSameAndIsLabelled() throws IOException {
    Split split = Split.of(List.of(picture("c.png", 512)));
    Anomalies anomalies = new Anomalies(new Sampler(split.training()), Scale.of(split.training()));
    Example first = anomalies.next(new Random(5), false);
    org.junit.jupiter.api.Assertions.assertArrayEquals(first.picture().pixels(), anomalies.next(new Random(5), false).picture().pixels());
    for (float label : anomalies.next(new Random(5), true).labels()) {
      assertEquals(0, label);
    }
    Defects defects = new Defects(new Sampler(split.test()), Scale.of(split.test()));
    for (Defects.Kind kind : Defects.Kind.values()) {
      Example defect = defects.make(kind, Defects.Step.LARGE, Defects.Step.LARGE, new Random(1)).example();
      int ones = 0;
      for (float label : defect.labels()) {
        ones += label == 1 ? 1 : 0;
      }
      assertTrue(ones > 0 && ones < defect.labels().length, kind + ": " + ones);
    }
  }

  private Path picture(String name, int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < side * side; i++) {
      image.getRaster().setSample(i % side, i / side, 0, 10 + 10 * (i / side / Split.BLOCK * 4 + i % side / Split.BLOCK));
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
