package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes one insight of all that is found about an asset while any of it lasts. Not thread-safe. */
final class Episodes {
  private static final int NAMED = 5;
  private static final int LONGEST_BASIS = 256;
  private static final int LONGEST_TITLE = 512;
  private static final String BEFORE = "what was found before the restart";

  private final Settings settings;
  private final Consumer<Insight> changed;
  private final Map<String, Streak> streaks = new LinkedHashMap<>();
  private final Set<String> subjects = new LinkedHashSet<>();
  private Optional<Insight> open = Optional.empty();
  private double worst;

  /** @param changed gets each new state of an insight */
  Episodes(Settings settings, Consumer<Insight> changed) {
    this.settings = settings;
    this.changed = changed;
  }

  /** How the basis of its evidence begins. */
  static String kind(String name) {
    return "anomaly watch " + name + ": ";
  }

  /** Goes on with an insight that lasts; it ends when enough samples, of whatever signal, are normal. */
  void adopt(Insight lasting) {
    open = Optional.of(lasting);
    streaks.put(BEFORE, Streak.raised(settings.clear() * Math.max(1, settings.signals().size()), lasting.from()));
  }

  void accept(Finding finding) {
    Streak before = streaks.get(BEFORE);
    if (before != null && before.accept(finding.beyond(), finding.time())) {
      streaks.remove(BEFORE);
      endIfCalm(finding.time());
    }
    Streak streak = streaks.computeIfAbsent(finding.subject(), subject -> new Streak(settings.raise(), settings.clear()));
    boolean turned = streak.accept(finding.beyond(), finding.time());
    if (streak.isRaised() && finding.beyond()) {
      raise(finding, streak, turned);
    } else if (turned) {
      endIfCalm(finding.time());
    }
  }

  boolean lasts() {
    return open.isPresent();
  }

  /** Nobody watches any longer. */
  void end(Instant at) {
    open.ifPresent(insight -> changed.accept(insight.ended(at.isBefore(insight.from()) ? insight.from() : at)));
    open = Optional.empty();
    streaks.clear();
    subjects.clear();
    worst = 0;
  }

  private void raise(Finding finding, Streak streak, boolean turned) {
    boolean news = subjects.add(finding.subject());
    boolean worse = finding.ratio() > worst;
    worst = Math.max(worst, finding.ratio());
    Severity severity = settings.severity(worst);
    Insight now = open.filter(insight -> insight.severity().compareTo(severity) >= 0).isEmpty() || news || turned ? insight(finding, streak, worse, severity) : null;
    if (now != null) {
      open = Optional.of(now);
      changed.accept(now);
    }
  }

  private Insight insight(Finding finding, Streak streak, boolean worse, Severity severity) {
    Evidence evidence = new Evidence(cut(kind(settings.name()) + finding.basis().get(), LONGEST_BASIS), Optional.empty(), finding.score(), finding.limit(), "1", streak.since(), finding.time(), finding.contributions());
    if (open.isEmpty()) {
      UUID id = UUID.randomUUID();
      return new Insight(id, settings.asset(), severity, title(), streak.since(), Optional.empty(), evidence, id.toString());
    }
    Insight last = open.get();
    Severity most = last.severity().compareTo(severity) > 0 ? last.severity() : severity;
    return last.lasting(most, title(), worse ? evidence : last.evidence());
  }

  private String title() {
    String named = String.join(", ", subjects.stream().limit(NAMED).toList());
    String title = settings.asset() + " is not normal: " + named + (subjects.size() > NAMED ? " and " + (subjects.size() - NAMED) + " more" : "");
    return cut(title, LONGEST_TITLE);
  }

  /** What the platform keeps of a text. */
  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private void endIfCalm(Instant time) {
    if (streaks.values().stream().noneMatch(Streak::isRaised)) {
      end(time);
    }
  }
}
