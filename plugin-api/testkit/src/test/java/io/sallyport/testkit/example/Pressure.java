package io.sallyport.testkit.example;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small capability that does everything right: asks a model about each sample and raises an insight while it is above the limit. */
public final class Pressure implements Plugin, SignalConsumer {
  public static final String MODEL = "pressure-score";

  private final SignalSource signals;
  private final InferenceService inference;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final Clock clock;
  private final PressureConfig config;
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<Insight> lasting = Optional.empty();
  private volatile boolean running;
  private volatile Instant last;
  private volatile String problem = "";

  public Pressure(SignalSource signals, InferenceService inference, InsightSink insights, WorkOrderSink workOrders, Clock clock, PressureConfig config) {
    this.signals = signals;
    this.inference = inference;
    this.insights = insights;
    this.workOrders = workOrders;
    this.clock = clock;
    this.config = config;
    this.last = clock.instant();
  }

  @Override
  public List<CheckResult> prove() {
    boolean there = inference.describe(MODEL).isPresent();
    return List.of(new CheckResult("model", there, there ? "there" : "absent", "there"));
  }

  @Override
  public void start() {
    running = true;
    subscription = Optional.of(signals.subscribe(config.asset(), Set.of(config.signals()), this));
  }

  @Override
  public void stop() {
    running = false; // a delivery that is stuck in the model outlives the two seconds that closing waits
    subscription.ifPresent(Subscription::close);
    subscription = Optional.empty();
  }

  @Override
  public Health health() {
    if (!problem.isEmpty()) {
      return Health.degraded(problem);
    }
    return Duration.between(last, clock.instant()).toMillis() > config.silence_ms() ? Health.degraded("no samples") : Health.ok("");
  }

  @Override
  public void accept(SignalBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      last = clock.instant();
      if (!Double.isNaN(batch.value(i))) {
        look(batch.value(i), batch.time(i));
      }
    }
  }

  private void look(double value, Instant at) {
    InferenceResult result = inference.infer(new InferenceRequest(MODEL, Map.of("x", Tensor.ofFloats(Shape.of(1), new float[] {(float) value})), "pressure-" + at));
    if (!running) {
      return;
    }
    if (result instanceof InferenceResult.Answer answer) {
      problem = "";
      double score = answer.outputs().get("y").floats().get(0);
      if (score > config.limit_high() != lasting.isPresent()) {
        change(Evidence.of(answer.model(), score, config.limit_high(), at, at, Map.of()), at);
      }
    } else if (result instanceof InferenceResult.Refused refused) {
      problem = refused.code() + ": " + refused.what();
    }
  }

  private void change(Evidence evidence, Instant at) {
    Insight insight = lasting.map(begun -> begun.ended(at))
        .orElseGet(() -> Insight.begun(config.asset(), config.severity(), "pressure above " + config.limit_high() + " bar", at, evidence));
    try {
      insights.raise(insight);
      if (insight.until().isEmpty()) {
        workOrders.propose(new WorkOrderProposal(insight.id().toString(), insight.id(), insight.asset(), insight.severity(), insight.title(), "look at it"));
      }
      lasting = insight.until().isPresent() ? Optional.empty() : Optional.of(insight);
    } catch (IllegalStateException e) {
      problem = e.getMessage();
    }
  }
}
