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
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A small capability that does everything right: asks a model about each sample and raises an insight while it is above the limit. */
public final class Pressure implements Plugin, SignalConsumer {
  public static final String MODEL = "pressure-score";

  private final BundleContext context;
  private final InferenceService inference;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final Clock clock;
  private final PressureConfig config;
  private ServiceRegistration<SignalConsumer> registration;
  private Optional<Insight> open = Optional.empty();
  private volatile Instant last;
  private volatile String problem = "";

  public Pressure(BundleContext context, InferenceService inference, InsightSink insights, WorkOrderSink workOrders, Clock clock, PressureConfig config) {
    this.context = context;
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
    Hashtable<String, Object> properties = new Hashtable<>(Map.of(SignalConsumer.ASSET, config.asset(), SignalConsumer.NAME, config.signals()));
    registration = context.registerService(SignalConsumer.class, this, properties);
  }

  @Override
  public void stop() {
    if (registration != null) {
      registration.unregister();
      registration = null;
    }
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
      double value = batch.value(i);
      if (!Double.isNaN(value)) {
        look(value, Instant.ofEpochSecond(0, batch.nanos(i)));
      }
    }
  }

  private void look(double value, Instant at) {
    InferenceResult result = inference.infer(new InferenceRequest(MODEL, Map.of("x", Tensor.ofFloats(Shape.of(1), new float[] {(float) value})), "pressure-" + at));
    if (result instanceof InferenceResult.Answer answer) {
      problem = "";
      double score = answer.outputs().get("y").floats().get(0);
      if (score > config.limit_high() != open.isPresent()) {
        change(new Evidence(answer.model(), score, config.limit_high(), at, at, Map.of()), at);
      }
    } else if (result instanceof InferenceResult.Refused refused) {
      problem = refused.code() + ": " + refused.what();
    }
  }

  private void change(Evidence evidence, Instant at) {
    Insight insight = open.map(o -> new Insight(o.id(), o.capability(), o.asset(), o.severity(), o.title(), o.from(), Optional.of(at), evidence, o.correlation()))
        .orElseGet(() -> new Insight(UUID.randomUUID(), "pressure", config.asset(), config.severity(), "pressure above " + config.limit_high() + " bar", at,
            Optional.empty(), evidence, "pressure-" + at));
    try {
      insights.raise(insight);
      if (insight.until().isEmpty()) {
        workOrders.propose(new WorkOrderProposal(insight.id().toString(), insight.id(), insight.asset(), insight.severity(), insight.title(), "look at it"));
      }
      open = insight.until().isPresent() ? Optional.empty() : Optional.of(insight);
    } catch (IllegalStateException e) {
      problem = e.getMessage();
    }
  }
}
