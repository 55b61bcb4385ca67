package io.sallyport.inference;

import java.util.LinkedHashMap;
import java.util.Map;

/** A histogram as JSON. */
final class HistogramDocument {
  private HistogramDocument() {}

  static Map<String, Object> of(Histogram histogram) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bounds", histogram.bounds());
    json.put("counts", histogram.counts());
    json.put("sum", histogram.sum());
    return json;
  }
}
