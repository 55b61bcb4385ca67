package io.sallyport.models.surface;

import java.util.List;

/** What one standard unit of grey is. */
record Scale(float mean, float deviation) {
  static Scale of(List<Grey> blocks) {
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (Grey block : blocks) {
      for (float pixel : block.pixels()) {
        sum += pixel;
        squares += (double) pixel * pixel;
      }
      count += block.pixels().length;
    }
    double mean = sum / count;
    return new Scale((float) mean, (float) Math.sqrt(squares / count - mean * mean));
  }

  float[] standard(Grey picture) {
    float[] out = new float[picture.pixels().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (picture.pixels()[i] - mean) / deviation;
    }
    return out;
  }
}
