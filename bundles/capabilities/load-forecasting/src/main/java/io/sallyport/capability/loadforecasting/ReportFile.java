package io.sallyport.capability.loadforecasting;

import io.sallyport.api.lifecycle.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The newest forecast as a JSON file, {@code sallyport.forecast/1}, for people and for other programs. */
final class ReportFile {
  private final Settings settings;
  private final CivilGrid grid;
  private final Path file;

  ReportFile(Settings settings, Path file) {
    this.settings = settings;
    this.grid = settings.grid();
    this.file = file;
  }

  void write(Forecast forecast, String unit, Accuracy.Summary live, Instant issued) throws IOException {
    StringBuilder json = new StringBuilder("{\n  \"schema\": \"sallyport.forecast/1\",\n");
    field(json, "asset", settings.asset());
    field(json, "signal", settings.signal());
    field(json, "unit", unit);
    field(json, "issued", issued.toString());
    field(json, "historyUntil", grid.end(forecast.origin()).toString());
    field(json, "zone", settings.zone().getId());
    field(json, "model", forecast.model().toString());
    field(json, "modelDigest", forecast.model().digest());
    field(json, "correlation", forecast.correlation());
    json.append("  \"filled\": ").append(forecast.filled()).append(",\n");
    json.append("  \"limit\": ").append(number(settings.limit())).append(",\n");
    json.append("  \"live\": {\"compared\": ").append(live.compared()).append(", \"mapePercent\": ").append(number(live.mape())).append(", \"weekBeforeMapePercent\": ")
        .append(number(live.weekBefore())).append(", \"cardMapePercent\": ").append(number(live.cardMape())).append(", \"within80\": ").append(number(live.within80()))
        .append(", \"within95\": ").append(number(live.within95())).append("},\n  \"values\": [");
    String separator = "\n    ";
    for (int i = 0; i < forecast.steps(); i++) {
      List<Instant> begins = grid.begins(forecast.slot(i));
      for (Instant from : begins) {
        json.append(separator).append("{\"from\": \"").append(from).append("\", \"forecast\": ").append(number(forecast.values()[i]))
            .append(", \"lower95\": ").append(number(forecast.lower95()[i])).append(", \"lower80\": ").append(number(forecast.lower80()[i]))
            .append(", \"upper80\": ").append(number(forecast.upper80()[i])).append(", \"upper95\": ").append(number(forecast.upper95()[i])).append('}');
        separator = ",\n    ";
      }
    }
    json.append("\n  ]\n}\n");
    StateFile.replace(file, json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void field(StringBuilder json, String name, String text) {
    json.append("  \"").append(name).append("\": \"");
    for (char c : text.toCharArray()) {
      json.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
    }
    json.append("\",\n");
  }

  private static String number(double value) {
    return !Double.isFinite(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
  }
}
