package io.sallyport.gate.internal;

import io.sallyport.gate.GateRefusal;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.util.Arrays;

/** A refusal as one line of the spool (ADR 0002). */
final class SpoolLine {
  /** Locations are the caller's text; more than this says nothing more. */
  private static final int LONGEST = 2048;

  private SpoolLine() {}

  static byte[] of(GateRefusal refusal) {
    byte[] json = Json.write(JsonObject.builder().put("time", refusal.time().toString()).put("code", refusal.code()).put("operation", refusal.operation())
        .put("location", cut(refusal.location())).put("sha256", refusal.sha256()).put("what", cut(refusal.what())).build());
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
