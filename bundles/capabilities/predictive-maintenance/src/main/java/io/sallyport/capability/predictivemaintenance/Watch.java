package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Watches one asset from start to stop: samples in, insights out. Thread-safe. */
final class Watch implements SignalConsumer, AutoCloseable {
  private final Settings settings;
  private final Counters counters;
  private final RowAligner aligner;
  private final Window window;
  private final Scorer scorer;
  private final EpisodeDetector detector;
  private final Reporter reporter;
  private final Map<String, Integer> columns = new HashMap<>();
  private long rowsSinceScore;
  private boolean closed;

  /** @param ticker monotonic time, in nanoseconds */
  Watch(Settings settings, InferenceService inference, InsightSink insights, WorkOrderSink workOrders, LongSupplier ticker, Counters counters) {
    this.settings = settings;
    this.counters = counters;
    this.aligner = new RowAligner(settings.signals().size(), settings.rowPending(), settings.rowTimeout(), ticker, counters, this::take, this::restart);
    this.window = new Window(settings.windowRows(), settings.signals().size());
    this.scorer = new Scorer(inference, settings, counters);
    this.detector = new EpisodeDetector(settings, UUID::randomUUID);
    this.reporter = new Reporter(settings, insights, workOrders, ticker, counters);
    for (int i = 0; i < settings.signals().size(); i++) {
      columns.put(settings.signals().get(i), i);
    }
  }

  @Override
  public synchronized void accept(SignalBatch batch) {
    Integer column = columns.get(batch.signal().name());
    if (closed || column == null || !batch.signal().asset().equals(settings.asset())) {
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      aligner.accept(column, batch.nanos(i), batch.value(i), batch.quality(i));
    }
    reporter.flush();
  }

  /** Ends an episode that lasts, as of the newest row: nobody watches any longer. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (!window.isEmpty()) {
        detector.end(Instant.ofEpochSecond(0, window.to())).ifPresent(reporter::report);
      }
    }
  }

  /** What keeps it from its work, empty if nothing does. Never blocks. */
  String problem() {
    return scorer.problem().isEmpty() ? reporter.problem() : scorer.problem();
  }

  private void take(Row row) {
    if (!window.isEmpty() && row.nanos() - window.to() > settings.gap()) {
      restart();
    }
    window.add(row);
    counters.rows.increment();
    rowsSinceScore++;
    if (window.isFull() && rowsSinceScore >= settings.stride()) {
      rowsSinceScore = 0;
      scorer.score(window, detector.id().toString()).flatMap(detector::accept).ifPresent(reporter::report);
    }
  }

  private void restart() {
    counters.restarts.increment();
    window.clear();
    detector.interrupt();
  }
}
