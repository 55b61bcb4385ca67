package com.acme.limits;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import java.util.Locale;
import java.util.Optional;

/** Episodes as insights, and back: what the platform keeps of an episode is enough to go on with it. */
final class Findings {
  private static final int LONGEST_TITLE = 512;
  private static final int LONGEST_BASIS = 256;

  private Findings() {}

  static Insight insight(Episode episode) {
    Verdict worst = episode.worst();
    Subject subject = episode.subject();
    Evidence evidence = Evidence.ofRule(basis(episode), subject.signal(), worst.found(), worst.limit(), episode.unit(), Episode.instant(worst.from()),
        Episode.instant(worst.to()));
    return new Insight(episode.id(), subject.asset(), worst.severity(), title(episode), episode.from(), episode.until(), evidence, episode.id().toString());
  }

  /** The episode of an insight of ours; empty if it cannot be told which rule it is of. */
  static Optional<Episode> episode(Insight insight) {
    Evidence evidence = insight.evidence();
    String[] basis = evidence.basis().split(": ", 2);
    Optional<Kind> kind = basis.length == 2 ? Kind.of(basis[1]) : Optional.empty();
    Optional<String> signal = evidence.contributions().keySet().stream().findFirst();
    if (kind.isEmpty() || signal.isEmpty()) {
      return Optional.empty();
    }
    Verdict worst = new Verdict(Verdict.State.BEYOND, insight.severity(), evidence.score(), evidence.threshold(), Episode.nanos(evidence.from()),
        Episode.nanos(evidence.to()));
    return Optional.of(new Episode(insight.id(), new Subject(basis[0], insight.asset(), signal.get(), kind.get()), evidence.unit(), insight.from(),
        Optional.empty(), worst));
  }

  static String title(Episode episode) {
    return cut(episode.subject() + " is " + limit(episode), LONGEST_TITLE);
  }

  /** Such as {@code 9.1 bar}, to four digits. */
  static String found(Episode episode) {
    return amount(episode.worst().found(), episode.unit());
  }

  private static String basis(Episode episode) {
    return cut(episode.subject().rule() + ": " + limit(episode), LONGEST_BASIS);
  }

  private static String limit(Episode episode) {
    return episode.subject().kind().words() + " " + amount(episode.worst().limit(), episode.unit());
  }

  private static String amount(double value, String unit) {
    String number = String.format(Locale.ROOT, "%.4g", value);
    return unit.equals("1") ? number : number + " " + unit;
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(longest, text.length()));
  }
}
