package io.sallyport.capability.loadforecasting;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether a forecast exceeds the limit, when first, for how long and how surely. */
final class LimitRule {
  static final String KIND = "expected load above ";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

  private final Settings settings;
  private final CivilGrid grid;

  LimitRule(Settings settings) {
    this.settings = settings;
    this.grid = settings.grid();
  }

  /**
   * The severity says how sure it is: CRITICAL if nine of ten loads like these exceed the limit, HIGH if the forecast does, MEDIUM if only a
   * bound of the interval does.
   */
  Optional<Condition> judge(Forecast forecast, String unit, long now) {
    float[] line = forecast.line(settings.limitBasis());
    int first = 0;
    while (first < line.length && !(line[first] > settings.limit() && forecast.slot(first) > now)) {
      first++;
    }
    if (Double.isNaN(settings.limit()) || first == line.length) {
      return Optional.empty();
    }
    int end = first;
    int peak = first;
    for (; end < line.length && line[end] > settings.limit(); end++) {
      peak = line[end] > line[peak] ? end : peak;
    }
    return Optional.of(condition(forecast, unit, first, end, peak));
  }

  private Condition condition(Forecast forecast, String unit, int first, int end, int peak) {
    Instant from = begin(forecast.slot(first));
    Instant to = grid.end(forecast.slot(end - 1));
    String title = String.format(Locale.ROOT, "%s/%s is expected above %s %s from %s to %s %s: at most %.0f at %s, 80 %% of %.0f to %.0f, 95 %% of %.0f to %.0f",
        settings.asset(), settings.signal(), number(settings.limit()), unit, time(from), time(to), settings.zone(), forecast.values()[peak], time(begin(forecast.slot(peak))),
        forecast.lower80()[peak], forecast.upper80()[peak], forecast.lower95()[peak], forecast.upper95()[peak]);
    Evidence evidence = new Evidence(KIND + number(settings.limit()) + " " + unit + ", by the line " + settings.limitBasis() + " of " + forecast.model(),
        Optional.of(forecast.model()), forecast.line(settings.limitBasis())[peak], settings.limit(), unit, from, to, Map.of(settings.signal(), 1.0));
    return new Condition(severity(forecast, first, end), title, grid.end(forecast.origin()), evidence, forecast.correlation());
  }

  private Severity severity(Forecast forecast, int first, int end) {
    Severity severity = Severity.MEDIUM;
    for (int i = first; i < end; i++) {
      if (forecast.lower80()[i] > settings.limit()) {
        return Severity.CRITICAL;
      }
      severity = forecast.values()[i] > settings.limit() ? Severity.HIGH : severity;
    }
    return severity;
  }

  private Instant begin(long slot) {
    List<Instant> begins = grid.begins(slot);
    return begins.isEmpty() ? grid.end(slot) : begins.get(0);
  }

  private String time(Instant instant) {
    ZoneId zone = settings.zone();
    return TIME.format(instant.atZone(zone));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
  }
}
