package io.sallyport.capability.loadforecasting;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import java.time.Instant;

/**
 * Gives forecasts to other packages as signals of the same asset: {@code NAME.forecast}, {@code NAME.forecast.lower95 … upper95} as series
 * that lie ahead, made when the history that they stand on ended, and {@code NAME.forecast.error} once the load is known.
 */
final class Publisher {
  private static final String PERCENT = "%";

  private final Settings settings;
  private final CivilGrid grid;
  private final SignalSink sink;

  Publisher(Settings settings, SignalSink sink) {
    this.settings = settings;
    this.grid = settings.grid();
    this.sink = sink;
  }

  /** Of uncertain quality if values of the history were missing. @throws RuntimeException if the platform takes no more signals */
  void publish(Forecast forecast, String unit) {
    line(forecast, "", forecast.values(), unit);
    line(forecast, ".lower95", forecast.lower95(), unit);
    line(forecast, ".lower80", forecast.lower80(), unit);
    line(forecast, ".upper80", forecast.upper80(), unit);
    line(forecast, ".upper95", forecast.upper95(), unit);
  }

  void publishError(long slot, double error) {
    SignalBatch.Builder builder = SignalBatch.builder(new SignalId(settings.asset(), settings.signal() + ".forecast.error", PERCENT));
    grid.begins(slot).forEach(time -> builder.add(time, error, Quality.GOOD));
    sink.accept(builder.build());
  }

  private void line(Forecast forecast, String suffix, float[] values, String unit) {
    SignalBatch.Builder builder = SignalBatch.builder(new SignalId(settings.asset(), settings.signal() + ".forecast" + suffix, unit));
    Quality quality = forecast.filled() == 0 ? Quality.GOOD : Quality.UNCERTAIN;
    for (int i = 0; i < values.length; i++) {
      for (Instant time : grid.begins(forecast.slot(i))) {
        builder.add(time, values[i], quality);
      }
    }
    sink.accept(builder.build().ahead(grid.end(forecast.origin())));
  }
}
