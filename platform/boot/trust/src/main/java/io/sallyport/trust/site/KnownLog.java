package io.sallyport.trust.site;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A checkpoint of the audit log as it is remembered outside of it: in the running pointer and in the journal (ADR 0048). A log that is
 * missing, shorter or another one cannot be taken for it.
 *
 * @param size entries covered, at least 1
 * @param root RFC 6962 tree hash of those, lower-case hex
 * @param time of the checkpoint: the floor of time (ADR 0010)
 */
public record KnownLog(long size, String root, Instant time) {
  /** @throws RefusedException SP-TRUST-0006 or 0052 if it is malformed */
  static KnownLog fromJson(JsonObject json) {
    try {
      KnownLog log = new KnownLog(json.integer("size"), json.string("root"), Instant.parse(json.string("time")));
      if (log.size >= 1 && log.root.matches("[0-9a-f]{64}")) {
        return log;
      }
    } catch (DateTimeException e) {
      throw malformed(json, e);
    }
    throw malformed(json, null);
  }

  JsonObject toJson() {
    return JsonObject.builder().put("size", size).put("root", root).put("time", time.toString()).build();
  }

  private static RefusedException malformed(JsonObject json, Throwable cause) {
    return new RefusedException(new Refusal("SP-TRUST-0052", "the remembered audit log is malformed", json.where(), "restore it from a backup"), cause);
  }
}
