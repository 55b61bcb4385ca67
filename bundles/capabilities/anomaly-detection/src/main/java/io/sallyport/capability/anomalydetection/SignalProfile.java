package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** What is normal of one signal, and how it stands to it. Not thread-safe. */
final class SignalProfile {
  /**
   * What is made of a sample; ratios are 1 at the limit.
   *
   * @param off deviations from the median, with sign
   * @param limit deviations beyond which it is an outlier
   */
  record Verdict(double outlier, double drift, double off, double limit, double median, double deviation) {}

  private static final double DRIFT_ROOM = 2;
  /** So many samples in a row that are older than the newest mean that the source's clock was set back. */
  private static final int STEP_BACK = 32;

  private final Settings settings;
  private final Baseline[] parts;
  private final Drift drift;
  private long newest = Long.MIN_VALUE;
  private int late;

  SignalProfile(Settings settings) {
    this.settings = settings;
    this.parts = new Baseline[settings.season().parts()];
    this.drift = new Drift(settings.driftSlack(), Double.isNaN(settings.driftLimit()) ? 1 : DRIFT_ROOM * settings.driftLimit());
  }

  /** Whether the sample counts: it is newer than all before, or so many in a row were older that the source's clock must have been set back. */
  boolean takes(long nanos) {
    if (nanos > newest) {
      late = 0;
      return true;
    }
    if (nanos == newest || ++late < STEP_BACK) {
      return false;
    }
    late = 0;
    drift.reset();
    return true;
  }

  /** Source time of the sample taken last; the least there is if there was none. */
  long newest() {
    return newest;
  }

  /** Judges a sample that counts; empty while what is normal of its time is still being learnt. @param value finite */
  Optional<Verdict> judge(long nanos, double value) {
    if (newest != Long.MIN_VALUE && nanos - newest > settings.gap()) {
      drift.reset();
    }
    newest = nanos;
    Baseline part = part(nanos);
    if (!part.isReady()) {
      part.learn(value);
      return Optional.empty();
    }
    double off = part.off(value);
    double limit = part.limit();
    double outlier = Double.isNaN(limit) ? 0 : Math.abs(off) / limit;
    double drifted = Double.isNaN(settings.driftLimit()) ? 0 : drift.add(part.offFirst(value)) / settings.driftLimit();
    Verdict verdict = new Verdict(outlier, drifted, off, limit, part.median(), part.deviation());
    if (outlier <= 1 && drifted <= 1) {
      part.learn(value);
    }
    return Optional.of(verdict);
  }

  /** Parts of the season that are ready, and that were seen. */
  int ready() {
    int ready = 0;
    for (Baseline part : parts) {
      ready += part != null && part.isReady() ? 1 : 0;
    }
    return ready;
  }

  int seen() {
    int seen = 0;
    for (Baseline part : parts) {
      seen += part != null ? 1 : 0;
    }
    return seen;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(newest);
    drift.write(out);
    for (Baseline part : parts) {
      out.writeBoolean(part != null);
      if (part != null) {
        part.write(out);
      }
    }
  }

  void read(DataInputStream in) throws IOException {
    newest = in.readLong();
    drift.read(in);
    for (int i = 0; i < parts.length; i++) {
      if (in.readBoolean()) {
        parts[i] = new Baseline(settings);
        parts[i].read(in);
      }
    }
  }

  private Baseline part(long nanos) {
    int part = settings.season().part(nanos, settings.zone());
    if (parts[part] == null) {
      parts[part] = new Baseline(settings);
    }
    return parts[part];
  }
}
