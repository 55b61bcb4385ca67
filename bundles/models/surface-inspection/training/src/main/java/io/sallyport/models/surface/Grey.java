package io.sallyport.models.surface;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A grey picture, row by row, 0 black … 255 white; not rounded until {@link #rounded()}. */
record Grey(int width, int height, float[] pixels) {
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  /**
   * Reads a PNG or JPEG; colours become luma.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Grey read(Path file) {
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image == null || image.getColorModel().getComponentSize(0) != Byte.SIZE) {
        throw new IllegalArgumentException(file + " is not a PNG or JPEG of eight bits a channel");
      }
      Raster raster = image.getRaster();
      int bands = raster.getNumBands();
      float[] pixels = new float[image.getWidth() * image.getHeight()];
      int[] sample = new int[bands];
      for (int i = 0; i < pixels.length; i++) {
        raster.getPixel(i % image.getWidth(), i / image.getWidth(), sample);
        pixels[i] = bands < 3 ? sample[0] : Math.round(LUMA[0] * sample[0] + LUMA[1] * sample[1] + LUMA[2] * sample[2]);
      }
      return new Grey(image.getWidth(), image.getHeight(), pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is damaged or cannot be read: " + e.getMessage(), e);
    }
  }

  Grey crop(int x, int y, int width, int height) {
    float[] part = new float[width * height];
    for (int row = 0; row < height; row++) {
      System.arraycopy(pixels, (y + row) * this.width + x, part, row * width, width);
    }
    return new Grey(width, height, part);
  }

  float mean() {
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    return (float) (sum / pixels.length);
  }

  float deviation() {
    double mean = mean();
    double squares = 0;
    for (float pixel : pixels) {
      squares += (pixel - mean) * (pixel - mean);
    }
    return (float) Math.sqrt(squares / pixels.length);
  }

  /** Mean distance of pixels that are neighbours in a row; falls when the picture is blurred. */
  float roughness() {
    double sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      sum += i % width == 0 ? 0 : Math.abs(pixels[i] - pixels[i - 1]);
    }
    return (float) (sum / (height * (width - 1)));
  }

  Grey copy() {
    return new Grey(width, height, pixels.clone());
  }

  /** As a camera would deliver it: whole numbers, 0 … 255. */
  Grey rounded() {
    float[] whole = new float[pixels.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.round(Math.max(0, Math.min(255, pixels[i])));
    }
    return new Grey(width, height, whole);
  }

  /** A quarter turn. The picture must be square. */
  Grey turned() {
    float[] turned = new float[pixels.length];
    for (int i = 0; i < turned.length; i++) {
      turned[(width - 1 - i % width) * width + i / width] = pixels[i];
    }
    return new Grey(height, width, turned);
  }

  /** Blurred by a Gaussian, edges repeated. @param sigma in pixels, above 0 */
  Grey blurred(double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * reach + 1];
    float sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
      sum += kernel[i];
    }
    float[] across = new float[pixels.length];
    float[] out = new float[pixels.length];
    float[] line = new float[Math.max(width, height) + 2 * reach];
    for (int y = 0; y < height; y++) {
      pass(pixels, y * width, 1, width, line, kernel, sum, across);
    }
    for (int x = 0; x < width; x++) {
      pass(across, x, width, height, line, kernel, sum, out);
    }
    return new Grey(width, height, out);
  }

  private static void pass(float[] from, int start, int step, int count, float[] line, float[] kernel, float sum, float[] to) {
    int reach = kernel.length / 2;
    Arrays.fill(line, 0, reach, from[start]);
    for (int i = 0; i < count; i++) {
      line[reach + i] = from[start + i * step];
    }
    Arrays.fill(line, reach + count, count + 2 * reach, from[start + (count - 1) * step]);
    for (int i = 0; i < count; i++) {
      float value = 0;
      for (int k = 0; k < kernel.length; k++) {
        value += kernel[k] * line[i + k];
      }
      to[start + i * step] = value / sum;
    }
  }
}
