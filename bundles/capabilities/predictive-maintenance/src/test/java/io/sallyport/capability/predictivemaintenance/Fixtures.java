package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Values that several tests share. */
final class Fixtures {
  static final long SECOND = 1_000_000_000L;
  static final ModelIdentity MODEL = new ModelIdentity("radiator-anomaly", "1.0.0", "00");

  private Fixtures() {}

  static Settings settings() {
    return new Settings("radiator-1", List.of("V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9"), "radiator-anomaly", 16, 1, 3, 8, 0.9, 2, 4,
        Severity.HIGH, 2 * SECOND, 1_024, 60 * SECOND);
  }

  /** A score over a threshold of 1, at a second. */
  static Score score(int second, double value) {
    Instant to = Instant.ofEpochSecond(second);
    return new Score(MODEL, value, 1.0, to.minusSeconds(15), to, Map.of("V1", 0.75, "V2", 0.25));
  }

  /** A sink that hands on what is raised and keeps nothing. */
  static InsightSink sink(Consumer<Insight> raised) {
    return new InsightSink() {
      @Override
      public void raise(Insight insight) {
        raised.accept(insight);
      }

      @Override
      public List<Insight> lasting() {
        return List.of();
      }
    };
  }
}
