package io.sallyport.http.internal.oip;

import io.sallyport.api.inference.InferenceResult;
import io.sallyport.http.internal.area.HttpRefusal;
import io.sallyport.trust.Refusal;
import java.util.Map;

/** Which status of HTTP a model's refusal becomes. */
final class Statuses {
  private static final int SECONDS = 1;
  /** By code; what is not here is a failure of the model or the platform. */
  private static final Map<String, Integer> BY_CODE = Map.of(
      "SP-INFER-0001", 404, "SP-INFER-0002", 400, "SP-INFER-0003", 400, "SP-INFER-0004", 500, "SP-INFER-0005", 503, "SP-INFER-0006", 503, "SP-INFER-0010", 404);

  private Statuses() {}

  static HttpRefusal of(InferenceResult.Refused refused, String model) {
    int status = BY_CODE.getOrDefault(refused.code(), 500);
    HttpRefusal refusal = HttpRefusal.of(status, new Refusal(refused.code(), refused.what(), "model " + model, refused.next()));
    return status == 503 ? refusal.retryAfter(SECONDS) : refusal;
  }
}
