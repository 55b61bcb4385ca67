package io.sallyport.http.internal.session;

/** What tests of sessions ask for: the session itself, and a model's answer, which needs one. */
final class SessionCalls {
  static final String SESSION = "/api/session";
  static final String INFER = "/v2/models/echo/infer";
  static final String BODY = "{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1.5,2,3]}]}";

  private SessionCalls() {}
}
