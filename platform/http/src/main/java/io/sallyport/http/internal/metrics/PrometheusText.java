package io.sallyport.http.internal.metrics;

import io.sallyport.inference.Histogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Builds a page in Prometheus' text format, version 0.0.4. Samples of one name follow their head. Not thread-safe. */
final class PrometheusText {
  private final StringBuilder page = new StringBuilder(8_192);

  /** Begins a name. @param type {@code counter}, {@code gauge} or {@code histogram} */
  PrometheusText head(String name, String type, String help) {
    page.append("# HELP ").append(name).append(' ').append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    page.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  PrometheusText sample(String name, Map<String, String> labels, double value) {
    page.append(name).append(braces(labels)).append(' ').append(number(value)).append('\n');
    return this;
  }

  /** A name with one sample, without labels. */
  PrometheusText single(String name, String type, String help, double value) {
    return head(name, type, help).sample(name, Map.of(), value);
  }

  /** All samples of one histogram. */
  PrometheusText histogram(String name, Map<String, String> labels, Histogram histogram) {
    List<Long> cumulative = histogram.cumulative();
    for (int i = 0; i < cumulative.size(); i++) {
      double bound = i < histogram.bounds().size() ? histogram.bounds().get(i) : Double.POSITIVE_INFINITY;
      Map<String, String> with = new LinkedHashMap<>(labels);
      with.put("le", number(bound));
      sample(name + "_bucket", with, cumulative.get(i));
    }
    return sample(name + "_sum", labels, histogram.sum()).sample(name + "_count", labels, histogram.count());
  }

  private static String braces(Map<String, String> labels) {
    return labels.isEmpty() ? "" : labels.entrySet().stream().map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"').collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
