package io.sallyport.capability.loadforecasting;

import io.sallyport.api.insight.InsightSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done from time to time: compares, forecasts when it is due, publishes, warns, keeps. Steps that fail are tried again the next time.
 * A look that still waits for the model when it is closed changes nothing any more. Looked at by one thread; the rest is thread-safe.
 */
final class LoadWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

  private final Settings settings;
  private final CivilGrid grid;
  private final Clock clock;
  private final Counters counters;
  private final Intake intake;
  private final Accuracy accuracy;
  private final Forecaster forecaster;
  private final Publisher publisher;
  private final ReportFile report;
  private final Memory memory;
  private final StandingInsight limitInsight;
  private final StandingInsight errorInsight;
  private final LimitRule limitRule;
  private final ErrorRule errorRule;
  private Optional<Forecast> newest = Optional.empty();
  private boolean published;
  private boolean reported;
  private long kept = Long.MIN_VALUE;
  private boolean closed;
  private String trouble = "";
  private volatile String problem = "";
  private volatile String detail = "";

  LoadWatch(Settings settings, Clock clock, Counters counters, Intake intake, Forecaster forecaster, Publisher publisher, ReportFile report, Memory memory, InsightSink insights) {
    this.settings = settings;
    this.grid = settings.grid();
    this.clock = clock;
    this.counters = counters;
    this.intake = intake;
    this.accuracy = new Accuracy(7 * grid.perDay());
    this.forecaster = forecaster;
    this.publisher = publisher;
    this.report = report;
    this.memory = memory;
    this.limitInsight = new StandingInsight(insights, settings.asset(), LimitRule.KIND);
    this.errorInsight = new StandingInsight(insights, settings.asset(), ErrorRule.KIND);
    this.limitRule = new LimitRule(settings);
    this.errorRule = new ErrorRule(settings);
  }

  /** Takes up what an earlier run left. @throws IllegalStateException if it cannot be read */
  void open() {
    memory.load(intake, accuracy);
    limitInsight.adopt();
    errorInsight.adopt();
  }

  /** One look at the clock. */
  void look() {
    trouble = "";
    OptionalLong complete = intake.complete();
    if (complete.isPresent()) {
      compare(complete.getAsLong());
      if (isDue(complete.getAsLong())) {
        forecaster.forecast(intake, complete.getAsLong()).ifPresent(forecast -> attempt("the forecast", () -> issue(forecast)));
      }
      newest.ifPresent(this::giveOut);
      attempt("the insight about the limit", () -> judgeLimit(complete.getAsLong()));
      attempt("the insight about the own error", () -> judgeError(complete.getAsLong()));
      if (complete.getAsLong() != kept) {
        kept = complete.getAsLong();
        save();
      }
    }
    tell();
  }

  /** Keeps what there is, nobody watching any longer; does not wait for the model. */
  synchronized void close() {
    save();
    closed = true;
  }

  /** What keeps it from its work, empty if nothing does. */
  String problem() {
    return problem;
  }

  /** The current forecast in one line, and how the former ones did. */
  String detail() {
    return detail + counters;
  }

  private void compare(long complete) {
    attempt("the error of a forecast", () -> intake.with(history -> {
      accuracy.compare(history, complete, publisher::publishError);
      return null;
    }));
  }

  /** Whether a time to issue has come since the last forecast, or there is none yet since the start. */
  private boolean isDue(long complete) {
    long due = complete + 1;
    while (!settings.issueSlots().isEmpty() && !settings.issueSlots().contains(grid.ofDay(due))) {
      due--;
    }
    return newest.isEmpty() || newest.get().origin() < due - 1;
  }

  private void issue(Forecast forecast) {
    newest = Optional.of(forecast);
    published = false;
    reported = false;
    kept = Long.MIN_VALUE;
    accuracy.issued(forecast);
    counters.forecasts.increment();
  }

  private void giveOut(Forecast forecast) {
    if (!published) {
      attempt("the forecast as signals", () -> {
        publisher.publish(forecast, intake.unit());
        published = true;
      });
    }
    if (!reported) {
      attempt("the report", () -> {
        report.write(forecast, intake.unit(), accuracy.summary(), clock.instant());
        reported = true;
      });
    }
  }

  private void judgeLimit(long complete) {
    if (newest.isPresent()) {
      limitInsight.set(limitRule.judge(newest.get(), intake.unit(), complete), grid.end(complete));
    }
  }

  private void judgeError(long complete) {
    if (newest.isPresent()) {
      errorInsight.set(errorRule.judge(accuracy.summary(), newest.get(), grid.end(complete), errorInsight.stands()), grid.end(complete));
    }
  }

  private void save() {
    attempt("the history", () -> memory.save(intake, accuracy));
  }

  private void tell() {
    Instant now = clock.instant();
    String behind = intake.sourceIsBehind() ? "SP-FORECAST-0006: all samples are older than the history – " + settings.asset() + "/" + settings.signal()
        + " – correct the source's clock, or remove " + Memory.name(settings) + ".state while it is stopped" : "";
    String error = errorInsight.stands() ? "SP-FORECAST-0007: the own forecast error is too large – " + settings.model() + " – fit the model to newer data" : "";
    problem = Stream.of(trouble, forecaster.problem(), behind, silence(now), error).filter(one -> !one.isEmpty()).findFirst().orElse("");
    detail = newest.map(forecast -> describe(forecast, now)).orElse("no forecast yet, " + intake.with(History::size) + " slots of history; ");
  }

  /** A load that no longer comes: forecasts go stale with it. */
  private String silence(Instant now) {
    OptionalLong last = intake.with(History::newest);
    return last.isEmpty() || now.isBefore(grid.end(last.getAsLong()).plus(settings.period()).plus(settings.lateness())) ? ""
        : "SP-FORECAST-0008: no usable load since " + grid.end(last.getAsLong()) + " – " + settings.asset() + "/" + settings.signal() + " – see the connector: signal:list";
  }

  private String describe(Forecast forecast, Instant now) {
    int peak = 0;
    for (int i = 1; i < forecast.steps(); i++) {
      peak = forecast.values()[i] > forecast.values()[peak] ? i : peak;
    }
    Accuracy.Summary live = accuracy.summary();
    return String.format(Locale.ROOT, "from %s: next %.0f, peak %.0f (80 %% %.0f to %.0f) at %s, by %s; %s; ", grid.end(forecast.origin()), forecast.values()[0],
        forecast.values()[peak], forecast.lower80()[peak], forecast.upper80()[peak], grid.begins(forecast.slot(peak)).stream().findFirst().orElse(now), forecast.model(),
        live.compared() == 0 ? "nothing compared yet" : String.format(Locale.ROOT, "error %.2f %% of %d (week before %.2f %%), %.0f %% within 80 %%", live.mape(),
            live.compared(), live.weekBefore(), 100 * live.within80()));
  }

  private synchronized void attempt(String what, Step step) {
    if (closed) {
      return;
    }
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      if (problem.isEmpty()) {
        LOG.error("{} could not be stored; tried again", what, e);
      }
      trouble = "SP-FORECAST-0003: " + what + " could not be stored: " + e.getMessage() + " – " + settings.asset() + "/" + settings.signal() + " – see the disk";
      kept = Long.MIN_VALUE;
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
