package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Watches one asset: learns, judges, and makes insights of what it finds. Thread-safe; training is done outside, without its lock. */
final class AssetWatch implements SignalConsumer {
  private static final int DIGITS = 12;
  private static final Duration FASTEST_CLOCK = Duration.ofMinutes(10);

  private final Settings settings;
  private final Counters counters;
  private final Reporter reporter;
  private final InstantSource clock;
  private final Episodes episodes;
  private final Map<String, SignalProfile> profiles = new LinkedHashMap<>();
  private final RowAssembler assembler;
  private Rows rows;
  private Optional<TrainedForest> forest = Optional.empty();
  private Instant newest = Instant.EPOCH;
  private long changes;
  private volatile String ahead = "";

  AssetWatch(Settings settings, Counters counters, Reporter reporter, InstantSource clock) {
    this.settings = settings;
    this.counters = counters;
    this.reporter = reporter;
    this.clock = clock;
    this.episodes = new Episodes(settings, reporter::report);
    this.assembler = new RowAssembler(settings.signals(), settings.hold(), settings.row());
    this.rows = new Rows(settings.hasForest() ? settings.forestRows() : 0);
  }

  Settings settings() {
    return settings;
  }

  /** Goes on with an insight that lasts. */
  synchronized void adopt(Insight lasting) {
    episodes.adopt(lasting);
  }

  /** Ends what lasts: the asset is not watched any more. */
  synchronized void end() {
    episodes.end(newest);
  }

  @Override
  public synchronized void accept(SignalBatch batch) {
    String signal = batch.signal().name();
    if (!batch.signal().asset().equals(settings.asset()) || !settings.signals().isEmpty() && !settings.signals().contains(signal)) {
      return;
    }
    SignalProfile profile = profiles.get(signal);
    if (profile == null && profiles.size() >= settings.mostSignals()) {
      counters.tooMany.add(batch.size());
      return;
    }
    profile = profiles.computeIfAbsent(signal, name -> new SignalProfile(settings));
    Instant latest = clock.instant().plus(FASTEST_CLOCK);
    for (int i = 0; i < batch.size(); i++) {
      if (batch.made().isEmpty() && batch.time(i).isAfter(latest)) {
        counters.ahead.increment();
        ahead = signal;
        continue;
      }
      ahead = ahead.equals(signal) ? "" : ahead;
      take(signal, profile, batch.nanos(i), batch.value(i), batch.quality(i));
    }
    reporter.flush();
  }

  /** Rows to train a forest on, if it is time to. */
  synchronized Optional<double[][]> toTrain(Instant now) {
    boolean due = forest.isEmpty() || !settings.retrain().isZero() && !now.isBefore(forest.get().trained().plus(settings.retrain()));
    return rows.isFull() && due ? Optional.of(rows.all()) : Optional.empty();
  }

  synchronized void install(TrainedForest trained) {
    forest = Optional.of(trained);
    if (settings.retrain().isZero()) {
      rows = new Rows(0);
    }
    changes++;
  }

  /** Goes up with whatever is worth keeping. */
  synchronized long changes() {
    return changes;
  }

  synchronized Optional<TrainedForest> forest() {
    return forest;
  }

  /** What is wrong with what comes, empty if nothing is. */
  String problem() {
    String signal = ahead;
    return signal.isEmpty() ? absence() : "SP-ANOMALY-0005: samples lie more than " + FASTEST_CLOCK.toMinutes() + " minutes ahead of the appliance's clock – " + settings.asset() + "/"
        + signal + " – correct the source's clock, or the appliance's";
  }

  /** A name that nothing comes for is most likely misspelt, and keeps every row from being whole. Told once another signal has been learnt: until then a source may just be slow. */
  private synchronized String absence() {
    List<String> missing = settings.signals().stream().filter(signal -> !profiles.containsKey(signal)).toList();
    boolean others = profiles.values().stream().anyMatch(profile -> profile.ready() > 0);
    return missing.isEmpty() || !others ? "" : "SP-ANOMALY-0006: no sample of " + String.join(", ", missing) + " has come, and others are learnt – " + settings.name() + ", " + settings.asset()
        + " – correct the name in signals, or see to the connector: signal:list --asset " + settings.asset() + " shows what comes";
  }

  /** How far it is, in a few words. */
  synchronized String detail() {
    int ready = profiles.values().stream().mapToInt(SignalProfile::ready).sum();
    int seen = profiles.values().stream().mapToInt(SignalProfile::seen).sum();
    String learnt = profiles.isEmpty() ? "no sample yet" : ready == seen ? profiles.size() + " signals learnt" : "learning, " + ready + " of " + seen + " parts of " + profiles.size() + " signals";
    String trees = !settings.hasForest() ? "" : forest.map(one -> String.format(Locale.ROOT, ", forest of %d rows, limit %.3f, %s", one.rows(), one.limit(),
        one.digest().substring(0, DIGITS))).orElseGet(() -> ", forest at " + rows.size() + " of " + settings.forestRows() + " rows");
    return settings.name() + ": " + learnt + trees + (episodes.lasts() ? ", NOT NORMAL" : "");
  }

  synchronized void write(DataOutputStream out) throws IOException {
    out.writeUTF(settings.learning());
    out.writeInt(profiles.size());
    for (Map.Entry<String, SignalProfile> one : profiles.entrySet()) {
      out.writeUTF(one.getKey());
      one.getValue().write(out);
    }
    rows.write(out);
    out.writeBoolean(forest.isPresent());
    if (forest.isPresent()) {
      forest.get().write(out);
    }
  }

  /** @throws IOException if it is not what this watch would have written; nothing of it is taken then */
  synchronized void read(DataInputStream in) throws IOException {
    String learning = in.readUTF();
    if (!learning.equals(settings.learning())) {
      throw new IOException("it was learnt of " + learning);
    }
    Map<String, SignalProfile> read = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String signal = in.readUTF();
      SignalProfile profile = new SignalProfile(settings);
      profile.read(in);
      read.put(signal, profile);
    }
    Rows kept = new Rows(settings.hasForest() ? settings.forestRows() : 0);
    kept.read(in);
    Optional<TrainedForest> trained = in.readBoolean() ? Optional.of(TrainedForest.read(in)) : Optional.empty();
    profiles.putAll(read);
    rows = kept;
    forest = settings.hasForest() ? trained : Optional.empty();
  }

  private void take(String signal, SignalProfile profile, long nanos, double value, Quality quality) {
    if (quality == Quality.BAD || !Double.isFinite(value)) {
      counters.unusable.increment();
      assembler.lose(signal);
      return;
    }
    long before = profile.newest();
    if (!profile.takes(nanos)) {
      counters.late.increment();
      return;
    }
    if (nanos < before) {
      assembler.restart();
    }
    counters.samples.increment();
    changes++;
    Instant time = Instant.ofEpochSecond(0, nanos);
    newest = time;
    Optional<SignalProfile.Verdict> verdict = profile.judge(nanos, value);
    verdict.ifPresent(judged -> found(signal, value, judged, time));
    if (settings.hasForest()) {
      assembler.add(signal, nanos, value).ifPresent(this::judge);
    }
  }

  private void found(String signal, double value, SignalProfile.Verdict verdict, Instant time) {
    if (!Double.isNaN(settings.outlierRatio())) {
      episodes.accept(new Finding(signal + " outlier", verdict.outlier(), Math.min(Double.MAX_VALUE, Math.abs(verdict.off())), verdict.limit(),
          () -> String.format(Locale.ROOT, "%s is %.6g, its median %.6g, its deviation %.3g", signal, value, verdict.median(), verdict.deviation()), time, Map.of(signal, 1.0)));
    }
    if (!Double.isNaN(settings.driftLimit())) {
      episodes.accept(new Finding(signal + " drift", verdict.drift(), verdict.drift() * settings.driftLimit(), settings.driftLimit(),
          () -> String.format(Locale.ROOT, "%s is off by %.3g deviations, and has been for long", signal, verdict.off()), time, Map.of(signal, 1.0)));
    }
  }

  private void judge(RowAssembler.Row row) {
    if (forest.isEmpty()) {
      rows.add(row.values());
      return;
    }
    TrainedForest trained = forest.get();
    double score = trained.score(row.values());
    double ratio = trained.ratio(score);
    counters.rows.increment();
    Map<String, Double> contributions = ratio > 1 ? trained.contributions(settings.signals(), row.values()) : Map.of();
    episodes.accept(new Finding("signals together", ratio, score, trained.limit(), () -> "isolation forest " + trained.digest() + " of " + trained.rows() + " rows",
        Instant.ofEpochSecond(0, row.nanos()), contributions));
    if (ratio <= 1 && !episodes.lasts()) {
      rows.add(row.values());
    }
  }
}
