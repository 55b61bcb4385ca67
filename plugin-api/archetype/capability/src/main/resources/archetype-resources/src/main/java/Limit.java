package ${package};

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Raises an insight when a signal rises above its limit, and ends it when the signal has fallen by the hysteresis again. */
final class Limit implements Configured.Run, SignalConsumer {
  private final LimitConfig config;
  private final InsightSink insights;
  private final Subscription subscription;
  private Optional<Insight> lasting;
  private volatile String problem = "";

  /** Goes on with what an earlier version, or an earlier configuration, had not ended. */
  Limit(LimitConfig config, SignalSource signals, InsightSink insights) {
    this.config = config;
    this.insights = insights;
    this.lasting = insights.lasting().stream().filter(insight -> insight.asset().equals(config.asset())).findFirst();
    this.subscription = signals.subscribe(config.asset(), Set.of(config.signal()), this);
  }

  @Override
  public void accept(SignalBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (batch.quality(i) == Quality.GOOD && Double.isFinite(batch.value(i))) {
        look(batch.value(i), batch.signal().unit(), batch.time(i));
      }
    }
  }

  @Override
  public Health health() {
    return problem.isEmpty() ? Health.ok("") : Health.degraded(problem);
  }

  @Override
  public void close() {
    subscription.close(); // waits for the delivery under way
  }

  private void look(double value, String unit, Instant at) {
    if (lasting.isEmpty() && value > config.limit_high()) {
      String rule = config.signal() + " above " + config.limit_high() + " " + unit;
      raise(Insight.begun(config.asset(), config.severity(), config.asset() + ": " + rule, at, Evidence.ofRule(rule, config.signal(), value, config.limit_high(), unit, at, at)));
    } else if (lasting.isPresent() && value < config.limit_high() - config.hysteresis()) {
      raise(lasting.get().ended(at));
    }
  }

  /** What could not be stored is raised again with the next sample. */
  private void raise(Insight insight) {
    try {
      insights.raise(insight);
      lasting = insight.until().isPresent() ? Optional.empty() : Optional.of(insight);
      problem = "";
    } catch (IllegalStateException e) {
      problem = e.getMessage();
    }
  }
}
