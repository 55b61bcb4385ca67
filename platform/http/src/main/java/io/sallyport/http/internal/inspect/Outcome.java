package io.sallyport.http.internal.inspect;

import io.sallyport.api.image.InspectionResult.Inspected;
import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import io.sallyport.http.internal.area.HttpRefusal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What came of an inspection, in the words of HTTP. */
final class Outcome {
  private Outcome() {}

  /** 404 no such station, 413 too large, 422 no picture that can be judged, 503 not now. */
  static HttpRefusal refusal(Refused refused, String station) {
    int status = switch (refused.reason()) {
      case STATION -> 404;
      case TOO_LARGE -> 413;
      case PICTURE -> 422;
      case UNAVAILABLE -> 503;
    };
    HttpRefusal refusal = HttpRefusal.of(status, refused.code(), refused.what(), station, refused.next());
    return refused.reason() == Reason.UNAVAILABLE ? refusal.retryAfter(1) : refusal;
  }

  static Map<String, Object> json(Inspected inspected, String area) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", inspected.id().toString());
    json.put("station", inspected.station());
    json.put("item", inspected.item());
    json.put("verdict", inspected.verdict().name().toLowerCase(Locale.ROOT));
    json.put("score", inspected.score());
    json.put("threshold", inspected.threshold());
    json.put("x", (long) inspected.x());
    json.put("y", (long) inspected.y());
    json.put("model", Map.of("name", inspected.model().name(), "version", inspected.model().version(), "digest", inspected.model().digest()));
    json.put("time", inspected.time().toString());
    inspected.insight().ifPresent(insight -> {
      String pictures = area + "/" + inspected.station() + "/" + inspected.id();
      json.put("insight", insight.toString());
      json.put("heat", pictures + "/heat.png");
      json.put("overlay", pictures + "/overlay.png");
    });
    return json;
  }
}
