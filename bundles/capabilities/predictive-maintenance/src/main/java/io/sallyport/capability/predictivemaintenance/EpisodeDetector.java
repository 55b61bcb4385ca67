package io.sallyport.capability.predictivemaintenance;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Makes episodes of scores: one begins after some consecutive windows above the threshold, ends after some consecutive calm ones, and
 * becomes more severe as its highest score does. Not thread-safe.
 */
final class EpisodeDetector {
  private final Settings settings;
  private final Supplier<UUID> ids;
  private UUID id;
  private Episode open;
  private int above;
  private int calm;
  private Instant aboveSince;
  private Instant calmSince;
  private Score peak;

  EpisodeDetector(Settings settings, Supplier<UUID> ids) {
    this.settings = settings;
    this.ids = ids;
    this.id = ids.get();
  }

  /** Id of the episode that lasts, or of the next one. */
  UUID id() {
    return id;
  }

  /** The episode's state if it began, became more severe, or ended with this score. */
  Optional<Episode> accept(Score score) {
    return open == null ? watch(score) : follow(score);
  }

  /** The rows before and after do not follow each other: what counted as consecutive does so no longer. */
  void interrupt() {
    above = 0;
    calm = 0;
  }

  /** Ends the episode that lasts because nobody watches any longer. */
  Optional<Episode> end(Instant at) {
    return open == null ? Optional.empty() : Optional.of(close(at));
  }

  private Optional<Episode> watch(Score score) {
    if (!score.exceeds()) {
      above = 0;
      return Optional.empty();
    }
    if (above == 0) {
      aboveSince = score.to();
      peak = score;
    }
    above++;
    peak = higher(peak, score);
    if (above < settings.raiseWindows()) {
      return Optional.empty();
    }
    calm = 0;
    open = new Episode(id, settings.severity(peak.ratio()), aboveSince, Optional.empty(), peak);
    return Optional.of(open);
  }

  private Optional<Episode> follow(Score score) {
    if (score.ratio() <= settings.clearRatio()) {
      if (calm == 0) {
        calmSince = score.to();
      }
      calm++;
      return calm < settings.clearWindows() ? Optional.empty() : Optional.of(close(calmSince));
    }
    calm = 0;
    peak = score.exceeds() ? higher(peak, score) : peak;
    Episode before = open;
    open = new Episode(id, settings.severity(peak.ratio()), before.from(), Optional.empty(), peak);
    return open.severity() == before.severity() ? Optional.empty() : Optional.of(open);
  }

  private Episode close(Instant at) {
    Episode ended = new Episode(id, open.severity(), open.from(), Optional.of(at.isBefore(open.from()) ? open.from() : at), peak);
    open = null;
    above = 0;
    calm = 0;
    id = ids.get();
    return ended;
  }

  private static Score higher(Score a, Score b) {
    return b.ratio() > a.ratio() ? b : a;
  }
}
