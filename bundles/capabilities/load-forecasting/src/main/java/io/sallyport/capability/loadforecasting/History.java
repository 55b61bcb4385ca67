package io.sallyport.capability.loadforecasting;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Means of the samples by slot, the newest so many. Not thread-safe. */
final class History {
  private static final class Mean {
    private double sum;
    private int count;
  }

  /** What became of a sample. */
  enum Taken { NEW_SLOT, SAME_SLOT, LATE, TOO_OLD }

  private final int most;
  private final TreeMap<Long, Mean> slots = new TreeMap<>();

  /** @param most slots, counted from the newest back */
  History(int most) {
    this.most = most;
  }

  /** @param value finite */
  Taken add(long slot, double value) {
    if (!slots.isEmpty() && slot <= slots.lastKey() - most) {
      return Taken.TOO_OLD;
    }
    Taken taken = slots.isEmpty() || slot > slots.lastKey() ? Taken.NEW_SLOT : slot == slots.lastKey() ? Taken.SAME_SLOT : Taken.LATE;
    Mean mean = slots.computeIfAbsent(slot, number -> new Mean());
    mean.count++;
    mean.sum += value;
    slots.headMap(slots.lastKey() - most, true).clear();
    return taken;
  }

  OptionalLong newest() {
    return slots.isEmpty() ? OptionalLong.empty() : OptionalLong.of(slots.lastKey());
  }

  OptionalLong oldest() {
    return slots.isEmpty() ? OptionalLong.empty() : OptionalLong.of(slots.firstKey());
  }

  /** Empty if no sample fell into the slot. */
  OptionalDouble mean(long slot) {
    Mean mean = slots.get(slot);
    return mean == null ? OptionalDouble.empty() : OptionalDouble.of(mean.sum / mean.count);
  }

  /** The means of so many slots up to the newest wanted, oldest first, NaN where there are none. */
  double[] window(long newest, int size) {
    double[] window = new double[size];
    for (int i = 0; i < size; i++) {
      window[i] = mean(newest - size + 1 + i).orElse(Double.NaN);
    }
    return window;
  }

  int size() {
    return slots.size();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(slots.size());
    for (Map.Entry<Long, Mean> slot : slots.entrySet()) {
      out.writeLong(slot.getKey());
      out.writeDouble(slot.getValue().sum);
      out.writeInt(slot.getValue().count);
    }
  }

  void read(DataInputStream in) throws IOException {
    slots.clear();
    for (int left = in.readInt(); left > 0; left--) {
      long slot = in.readLong();
      Mean mean = new Mean();
      mean.sum = in.readDouble();
      mean.count = in.readInt();
      if (mean.count < 1 || !Double.isFinite(mean.sum)) {
        throw new IOException("slot " + slot + " has " + mean.count + " samples with the sum " + mean.sum);
      }
      slots.put(slot, mean);
    }
  }
}
