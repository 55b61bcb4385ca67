package io.sallyport.models.surface;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/** Writes a test block as it is and with a defect of each kind in its middle, as PNGs. Run: {@code TestPictures FOLDER OUT}. */
public final class TestPictures {
  private static final int MARGIN = (Split.BLOCK - Tile.SIDE) / 2;
  private static final long SEED = 3;

  private TestPictures() {}

  public static void main(String[] args) throws IOException {
    Split split = Split.of(Surface.pictures(Path.of(args[0])));
    Path out = Files.createDirectories(Path.of(args[1]));
    Grey block = split.test().get(0);
    write(block, out.resolve("normal.png"));
    Sampler middle = new Sampler(List.of(block.crop(MARGIN, MARGIN, Tile.SIDE, Tile.SIDE)));
    Defects defects = new Defects(middle, Scale.of(split.test()));
    for (Defects.Kind kind : Defects.Kind.values()) {
      Grey tile = defects.make(kind, Defects.Step.MIDDLE, Defects.Step.LARGE, new Random(SEED)).picture();
      Grey whole = block.copy();
      for (int row = 0; row < Tile.SIDE; row++) {
        System.arraycopy(tile.pixels(), row * Tile.SIDE, whole.pixels(), (MARGIN + row) * Split.BLOCK + MARGIN, Tile.SIDE);
      }
      write(whole, out.resolve(kind.name().toLowerCase(Locale.ROOT) + ".png"));
    }
  }

  private static void write(Grey picture, Path file) throws IOException {
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < picture.pixels().length; i++) {
      image.getRaster().setSample(i % picture.width(), i / picture.width(), 0, Math.round(picture.pixels()[i]));
    }
    ImageIO.write(image, "png", file.toFile());
  }
}
