package com.acme.limits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One rule on one signal. Not thread-safe. */
final class Monitor {
  /** So many samples in a row that are older than the newest mean that the source's clock was set back. */
  private static final int STEP_BACK = 32;

  private record Watched(Detector detector, Alarm alarm) {}

  private final Rule rule;
  private final List<Watched> watched = new ArrayList<>();
  private final Optional<Silence> silence;
  private final Alarm silenceAlarm;
  private long newest = Long.MIN_VALUE;
  private int late;

  /** @param last what lasted, of a subject, when the plugin stopped or the rule was changed */
  Monitor(Rule rule, String asset, String signal, Supplier<UUID> ids, Instant now, Function<Subject, Optional<Episode>> last) {
    this.rule = rule;
    for (Detector detector : rule.detectors()) {
      boolean bound = detector.kind() == Kind.LOW || detector.kind() == Kind.HIGH;
      Alarm alarm = new Alarm(new Subject(rule.name(), asset, signal, detector.kind()), bound ? Math.round(rule.delay() * 1e9) : 0, ids);
      last.apply(alarm.subject()).ifPresent(episode -> {
        alarm.resume(episode);
        detector.resume(episode.worst());
      });
      watched.add(new Watched(detector, alarm));
    }
    this.silence = rule.watchesSilence() ? Optional.of(new Silence(rule, now)) : Optional.empty();
    this.silenceAlarm = new Alarm(new Subject(rule.name(), asset, signal, Kind.SILENT), 0, ids);
    silenceAlarm.unit("s");
    last.apply(silenceAlarm.subject()).ifPresent(silenceAlarm::resume);
  }

  Rule rule() {
    return rule;
  }

  /** Before the first sample, and whenever it changes. */
  void unit(String signal) {
    watched.forEach(one -> one.alarm().unit(signal));
  }

  /**
   * @param value finite
   * @param changes takes episodes that began, became more severe or ended
   * @return whether the sample was used; false if it is older than the newest
   */
  boolean accept(long nanos, double value, Instant now, Consumer<Episode> changes) {
    if (nanos <= newest && ++late < STEP_BACK) {
      return false;
    }
    late = 0;
    newest = nanos;
    for (Watched one : watched) {
      one.alarm().accept(one.detector().accept(nanos, value)).ifPresent(changes);
    }
    silence.flatMap(s -> silenceAlarm.accept(s.heard(nanos, now))).ifPresent(changes);
    return true;
  }

  /** Looks for silence; called from time to time. */
  void check(Instant now, Consumer<Episode> changes) {
    silence.flatMap(s -> s.check(now)).flatMap(silenceAlarm::accept).ifPresent(changes);
  }
}
