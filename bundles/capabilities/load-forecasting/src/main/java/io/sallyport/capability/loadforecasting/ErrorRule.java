package io.sallyport.capability.loadforecasting;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the forecasts have become clearly worse than the model card lets expect; if it says nothing, than taking the value of the week
 * before. That the naive forecast is the better one for a week is no reason: it happens while one week is like the next.
 */
final class ErrorRule {
  static final String KIND = "own forecast error ";

  private static final double ENDS_BELOW = 0.9;

  private final Settings settings;

  ErrorRule(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param now source time of the newest slot that was compared
   * @param stands whether it was found so before: then it must become clearly better
   */
  Optional<Condition> judge(Accuracy.Summary live, Forecast newest, Instant now, boolean stands) {
    if (live.compared() < settings.errorSlots()) {
      return Optional.empty();
    }
    boolean known = !Double.isNaN(live.cardMape());
    double limit = settings.errorRatio() * (known ? live.cardMape() : live.weekBefore());
    if (!(live.mape() > (stands ? ENDS_BELOW : 1) * limit)) {
      return Optional.empty();
    }
    return Optional.of(condition(live, newest, now, limit, String.format(Locale.ROOT, known ? "more than %s times the model card's %.1f %%"
        : "more than %s times that of the week before taken as it was, %.1f %%", settings.errorRatio(), known ? live.cardMape() : live.weekBefore())));
  }

  private Condition condition(Accuracy.Summary live, Forecast newest, Instant now, double limit, String than) {
    Instant from = now.minus(settings.period().multipliedBy(live.compared()));
    Evidence evidence = new Evidence(KIND + "of " + newest.model() + ": " + than, Optional.of(newest.model()), live.mape(), limit, "%", from, now,
        Map.of(settings.signal(), 1.0));
    String title = "SP-FORECAST-0007: the forecast of " + settings.asset() + "/" + settings.signal() + " is poor: its error is " + than + "; fit the model to newer data";
    return new Condition(Severity.MEDIUM, title, now, evidence, newest.correlation());
  }
}
