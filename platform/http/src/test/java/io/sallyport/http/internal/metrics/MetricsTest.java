package io.sallyport.http.internal.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static final String LABEL = "[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{" + LABEL + "(?:," + LABEL + ")*\\})? (?:-?[0-9.]+(?:E-?[0-9]+)?|[+-]Inf|NaN)");

  @TempDir
  Path data;

  @Test
  void everyLineIsPrometheusAndEveryNameHasItsHeadOnce() throws Exception {
    try (Wire wire = new Wire(data, TestSettings.DEFAULT)) {
      HttpResponse<String> page = wire.get("/metrics");
      assertTrue(page.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain;"), page.headers()::toString);
      Set<String> seen = new HashSet<>();
      String name = "";
      for (String line : page.body().split("\n")) {
        if (line.startsWith("# TYPE ")) {
          name = line.split(" ")[2];
          assertTrue(seen.add(name), line);
        } else if (!line.startsWith("# HELP ")) {
          String sample = line;
          assertTrue(SAMPLE.matcher(sample).matches(), sample);
          assertTrue(sample.startsWith(name), () -> sample + " is not below its head");
        }
      }
      for (String line : List.of("sallyport_http_connections 1", "sallyport_http_connections_cut_total{why=\"head\"} 0", "sallyport_http_connections_cut_total{why=\"answer\"} 0", "sallyport_http_inference_memory_bytes 0", "sallyport_http_inference_memory_peak_bytes 0",
          "sallyport_http_inference_memory_limit_bytes 8388608", "sallyport_model_calls_total{model=\"echo\",version=\"1.1.0\"} 4", "sallyport_model_latency_seconds_bucket{model=\"echo\",version=\"1.0.0\",le=\"0.001\"} 3",
          "sallyport_model_latency_seconds_bucket{model=\"echo\",version=\"1.0.0\",le=\"+Inf\"} 4", "sallyport_model_latency_seconds_count{model=\"echo\",version=\"1.0.0\"} 4",
          "sallyport_model_drifting{model=\"echo\",version=\"1.0.0\"} 1", "sallyport_model_drift_psi{model=\"echo\",version=\"1.0.0\",feature=\"V \\\"1\\\"\"} 0.3")) {
        assertTrue(page.body().contains(line + "\n"), () -> line + " is not in\n" + page.body());
      }
    }
  }
}
