package io.sallyport.capability.loadforecasting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A checked configuration; what each means is in {@link Config}.
 *
 * @param issueSlots slots of the day, counted from midnight, at whose beginning a forecast is issued; empty means all
 */
record Settings(String asset, String signal, String model, ZoneId zone, Duration period, int historyDays, Set<Integer> issueSlots, Duration lateness,
    boolean uncertain, int gapSlots, double gapRatio, double limit, LimitBasis limitBasis, double errorRatio, int errorSlots, Duration check) {
  private static final int MINUTES_PER_DAY = 24 * 60;
  private static final int MOST_ERROR_SLOTS = 336;
  private static final Pattern COMMA = Pattern.compile(",");

  Settings {
    require(!asset.isBlank() && !asset.equals("*"), "asset", "must name one asset");
    require(!signal.isBlank(), "signal", "must name a signal");
    require(!model.isBlank(), "model", "must name a model package");
    require(historyDays >= 2 && historyDays <= 400, "history.days", "must be 2 to 400");
    require(!lateness.isNegative(), "lateness.s", "must be 0 or more");
    require(gapSlots >= 0, "gap.slots", "must be 0 or more");
    require(gapRatio >= 0 && gapRatio <= 0.5, "gap.ratio", "must be 0 to 0.5");
    require(!Double.isInfinite(limit), "limit", "must be finite, or NaN for none");
    require(errorRatio >= 1 && errorRatio <= 100, "error.ratio", "must be 1 to 100");
    require(errorSlots >= 1 && errorSlots <= MOST_ERROR_SLOTS, "error.slots", "must be 1 to " + MOST_ERROR_SLOTS);
    require(!check.isNegative() && !check.isZero(), "check.s", "must be 1 or more");
  }

  /** @throws IllegalArgumentException a sentence that names the key to correct */
  static Settings of(Config config) {
    int minutes = config.period_min();
    require(minutes >= 1 && minutes <= MINUTES_PER_DAY && MINUTES_PER_DAY % minutes == 0, "period.min", "must divide a day, got " + minutes);
    return new Settings(config.asset(), config.signal(), config.model(), zone(config.zone()), Duration.ofMinutes(minutes), config.history_days(),
        issueSlots(config.issue_times(), minutes), Duration.ofSeconds(config.lateness_s()), config.quality_uncertain(), config.gap_slots(), config.gap_ratio(),
        config.limit(), config.limit_basis(), config.error_ratio(), config.error_slots(), Duration.ofSeconds(config.check_s()));
  }

  CivilGrid grid() {
    return new CivilGrid(zone, period);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw problem("zone", "is no time zone: " + name);
    }
  }

  /** A list in a .cfg file comes as one string. */
  private static Set<Integer> issueSlots(String[] times, int minutes) {
    Set<Integer> slots = new TreeSet<>();
    List<String> each = Arrays.stream(times).flatMap(COMMA::splitAsStream).map(String::trim).filter(time -> !time.isEmpty()).toList();
    for (String time : each) {
      try {
        long minute = ChronoUnit.MINUTES.between(LocalTime.MIDNIGHT, LocalTime.parse(time));
        require(minute % minutes == 0, "issue.times", "must be where a slot begins, got " + time);
        slots.add((int) (minute / minutes));
      } catch (DateTimeException e) {
        throw problem("issue.times", "must be times as in 09:00, got " + time);
      }
    }
    return Set.copyOf(slots);
  }

  private static void require(boolean holds, String key, String what) {
    if (!holds) {
      throw problem(key, what);
    }
  }

  private static IllegalArgumentException problem(String key, String what) {
    return new IllegalArgumentException("SP-FORECAST-0005: " + key + " " + what + " – configuration " + Config.PID + " – correct it");
  }
}
