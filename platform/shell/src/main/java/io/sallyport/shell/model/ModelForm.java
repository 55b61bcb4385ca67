package io.sallyport.shell.model;

import io.sallyport.inference.ModelStatus;
import io.sallyport.inference.ModelUse;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.site.TrafficMode;
import java.util.List;
import java.util.Locale;

/** How models are shown. */
final class ModelForm {
  static final List<String> COLUMNS = List.of("Name", "Version", "State", "Calls", "Errors", "Refused", "p50 µs", "p99 µs", "Format", "Digest");
  private static final int SHORT_DIGEST = 12;
  private static final double MEBIBYTE = 1 << 20;

  private ModelForm() {}

  static List<Object> row(ModelStatus model) {
    return List.of(model.identity().name(), model.identity().version(), alias(model), model.calls(), model.errors(), model.refused(),
        micros(model.medianMicros()), micros(model.p99Micros()), model.format(), model.identity().digest().substring(0, SHORT_DIGEST));
  }

  /** In one line. */
  static String words(ModelUse use) {
    return String.format(Locale.ROOT, "%d runs at once, each at most %d ms%s; memory %.1f MiB granted, resident grew by %.1f MiB while it was loaded%s", use.concurrency(), use.deadline().toMillis(),
        use.batch() > 1 ? ", up to " + use.batch() + " rows together" : "", use.memory().granted() / MEBIBYTE, use.memory().grown() / MEBIBYTE, use.suspended() ? "; SUSPENDED after failures in a row" : "");
  }

  static String state(ModelStatus.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** {@code active}, or {@code candidate: canary 10 % and R-1}; and that it is not healthy. */
  static String alias(ModelStatus model) {
    return state(model.state()) + model.traffic().map(traffic -> ": " + words(traffic)).orElse("") + (model.trouble().isPresent() ? ", NOT HEALTHY" : "");
  }

  static String words(Traffic traffic) {
    if (traffic.mode() == TrafficMode.SHADOW) {
      return "shadow";
    }
    String share = String.format(Locale.ROOT, "canary %s %%", plain(traffic.percent()));
    return traffic.assets().isEmpty() ? share : share + " and " + String.join(", ", traffic.assets());
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  static String micros(double micros) {
    return micros == 0 ? "–" : String.format(Locale.ROOT, "%.1f", micros);
  }
}
