package io.sallyport.audit;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.nio.charset.StandardCharsets;

/**
 * An entry as it stands in the log.
 *
 * @param index its place, from 0
 * @param text the exact canonical JSON that was hashed, as UTF-8
 */
public record StoredEntry(long index, String text) {
  /** The entry parsed. */
  public JsonObject json() {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8), "audit entry " + index);
  }
}
