package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.InferenceResult;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.trust.Refusal;
import java.util.Map;

/** Which status of HTTP a model's refusal becomes. */
final class Statuses {
  private static final int SECONDS = 1;
  /** By code; what is not here is a failure of the model or the platform. */
  private static final Map<String, Integer> BY_CODE = Map.ofEntries(Map.entry("SP-INFER-0001", 404), Map.entry("SP-INFER-0002", 400), Map.entry("SP-INFER-0003", 400),
      Map.entry("SP-INFER-0004", 500), Map.entry("SP-INFER-0005", 503), Map.entry("SP-INFER-0006", 503), Map.entry("SP-INFER-0010", 404), Map.entry("SP-INFER-0021", 504),
      Map.entry("SP-INFER-0022", 503), Map.entry("SP-INFER-0023", 503), Map.entry("SP-INFER-0024", 413), Map.entry("SP-INFER-0025", 400),
      Map.entry("SP-MODEL-0083", 413));

  private Statuses() {}

  static HttpRefusal of(InferenceResult.Refused refused, String model) {
    int status = BY_CODE.getOrDefault(refused.code(), 500);
    HttpRefusal refusal = HttpRefusal.of(status, new Refusal(refused.code(), refused.what(), "model " + model, refused.next()));
    return status == 503 ? refusal.retryAfter(SECONDS) : refusal;
  }
}
