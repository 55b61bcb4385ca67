package io.sallyport.trust;

import java.nio.charset.StandardCharsets;

/**
 * Strict JSON (RFC 8259). Refused: duplicate keys, invalid UTF-8, lone surrogates, nesting or size beyond the limits, data after the
 * value, integers outside {@code long}, non-finite numbers. Values are {@link JsonObject}, {@code List<Object>}, {@code String},
 * {@code Long}, {@code Double}, {@code Boolean} and {@code null}. Thread-safe: no state.
 */
public final class Json {
  private Json() {}

  /**
   * Parses a document whose value must be an object.
   *
   * @param where names the document in errors
   * @throws RefusedException SP-TRUST-0001 to 0006
   */
  public static JsonObject parseObject(byte[] utf8, String where, Limits limits) {
    if (parse(utf8, where, limits) instanceof JsonObject object) {
      return object.at(where);
    }
    throw Refusals.refuse("SP-TRUST-0006", "the JSON document is not an object", where, "replace the file by an intact copy");
  }

  /** As {@link #parseObject(byte[], String, Limits)} with {@link Limits#DEFAULT}. */
  public static JsonObject parseObject(byte[] utf8, String where) {
    return parseObject(utf8, where, Limits.DEFAULT);
  }

  /** Parses any value; see the class comment for the types it returns. */
  public static Object parse(byte[] utf8, String where, Limits limits) {
    return JsonParser.parse(utf8, where, limits);
  }

  /** As {@link #parse(byte[], String, Limits)} with {@link Limits#DEFAULT}. */
  public static Object parse(byte[] utf8, String where) {
    return parse(utf8, where, Limits.DEFAULT);
  }

  /**
   * Compact UTF-8, keys in insertion order. Takes what {@link #parse} returns, and maps, collections and boxed numbers.
   *
   * @throws RefusedException SP-TRUST-0007 for anything that JSON cannot express
   */
  public static byte[] write(Object value) {
    return JsonWriter.compact(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Two spaces of indent and a final newline, for people; keys in insertion order. */
  public static String pretty(Object value) {
    return JsonWriter.pretty(value);
  }
}
