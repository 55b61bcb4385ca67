package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Two-sided cumulative sum (Page): what the values are off beyond a slack adds up, what they are not takes it away. Not thread-safe. */
final class Drift {
  /** One wild value counts at most so many deviations: it is an outlier, no drift. */
  private static final double CLIP = 4;

  private final double slack;
  private final double most;
  private double up;
  private double down;

  /**
   * @param slack deviations
   * @param most the sums do not grow beyond it, so that they come down again soon after a long drift
   */
  Drift(double slack, double most) {
    this.slack = slack;
    this.most = most;
  }

  /** @param deviations from the median, with sign @return the greater sum */
  double add(double deviations) {
    double clipped = Double.isNaN(deviations) ? 0 : Math.max(-CLIP, Math.min(CLIP, deviations));
    up = Math.min(most, Math.max(0, up + clipped - slack));
    down = Math.min(most, Math.max(0, down - clipped - slack));
    return Math.max(up, down);
  }

  void reset() {
    up = 0;
    down = 0;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeDouble(up);
    out.writeDouble(down);
  }

  void read(DataInputStream in) throws IOException {
    up = in.readDouble();
    down = in.readDouble();
  }
}
