package io.sallyport.capability.loadforecasting;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Compares forecasts with what came. Of each slot the first forecast counts, the one that looked furthest ahead; a slot without samples is
 * not compared, nor one whose load was 0. Not thread-safe.
 */
final class Accuracy {
  /** Slots that are looked back on. */
  static final int MOST = 336;

  /** @param cardError of that step by the model card, per cent */
  private record Prediction(float value, float lower95, float lower80, float upper80, float upper95, double cardError) {}

  /** @param error per cent of the actual load, above 0 if the forecast was too high @param weekBefore the same of the naive forecast, or NaN */
  private record Compared(long slot, double error, double weekBefore, boolean within80, boolean within95, double cardError) {}

  /**
   * What is known so far.
   *
   * @param compared slots; the following are NaN while it is 0
   * @param mape mean absolute percentage error
   * @param weekBefore that of the value one week before; NaN if no slot has one
   * @param within80 share of loads within the 80 % interval
   * @param within95 share of loads within the 95 % interval
   * @param cardMape what the model card lets expect of the same steps, or NaN
   */
  record Summary(int compared, double mape, double weekBefore, double within80, double within95, double cardMape) {}

  /** @param error per cent */
  interface Listener {
    void compared(long slot, double error);
  }

  private final int week;
  private final TreeMap<Long, Prediction> pending = new TreeMap<>();
  private final Deque<Compared> compared = new ArrayDeque<>();

  /** @param week slots of a week */
  Accuracy(int week) {
    this.week = week;
  }

  void issued(Forecast forecast) {
    for (int i = 0; i < forecast.steps(); i++) {
      pending.putIfAbsent(forecast.slot(i), new Prediction(forecast.values()[i], forecast.lower95()[i], forecast.lower80()[i], forecast.upper80()[i],
          forecast.upper95()[i], forecast.cardError()[i]));
    }
  }

  /** Compares all slots up to the one that is complete. */
  void compare(History history, long complete, Listener listener) {
    while (!pending.isEmpty() && pending.firstKey() <= complete) {
      Map.Entry<Long, Prediction> first = pending.pollFirstEntry();
      OptionalDouble load = history.mean(first.getKey());
      if (load.isPresent() && load.getAsDouble() != 0) {
        compare(first.getKey(), first.getValue(), load.getAsDouble(), history.mean(first.getKey() - week));
        listener.compared(first.getKey(), compared.getLast().error());
      }
    }
  }

  Summary summary() {
    return new Summary(compared.size(), mean(one -> Math.abs(one.error)), mean(one -> Math.abs(one.weekBefore)), mean(one -> one.within80 ? 1 : 0),
        mean(one -> one.within95 ? 1 : 0), mean(one -> one.cardError));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(pending.size());
    for (Map.Entry<Long, Prediction> one : pending.entrySet()) {
      out.writeLong(one.getKey());
      Prediction prediction = one.getValue();
      for (float value : new float[] {prediction.value, prediction.lower95, prediction.lower80, prediction.upper80, prediction.upper95}) {
        out.writeFloat(value);
      }
      out.writeDouble(prediction.cardError);
    }
    out.writeInt(compared.size());
    for (Compared one : compared) {
      out.writeLong(one.slot);
      out.writeDouble(one.error);
      out.writeDouble(one.weekBefore);
      out.writeBoolean(one.within80);
      out.writeBoolean(one.within95);
      out.writeDouble(one.cardError);
    }
  }

  void read(DataInputStream in) throws IOException {
    pending.clear();
    compared.clear();
    for (int left = in.readInt(); left > 0; left--) {
      pending.put(in.readLong(), new Prediction(in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat(), in.readFloat(), in.readDouble()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      compared.add(new Compared(in.readLong(), in.readDouble(), in.readDouble(), in.readBoolean(), in.readBoolean(), in.readDouble()));
    }
  }

  private void compare(long slot, Prediction prediction, double load, OptionalDouble weekBefore) {
    compared.add(new Compared(slot, percent(prediction.value, load), weekBefore.isPresent() ? percent(weekBefore.getAsDouble(), load) : Double.NaN,
        load >= prediction.lower80 && load <= prediction.upper80, load >= prediction.lower95 && load <= prediction.upper95, prediction.cardError));
    while (compared.size() > MOST) {
      compared.removeFirst();
    }
  }

  private static double percent(double forecast, double load) {
    return 100 * (forecast - load) / Math.abs(load);
  }

  private double mean(ToDoubleFunction<Compared> of) {
    return compared.stream().mapToDouble(of).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }
}
