package io.sallyport.trust;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

/**
 * OLPC canonical JSON, the byte form that is signed (TUF 1.0.34 section 4.1): no white space, keys sorted by code point, integers only, in
 * strings only backslash and quote are escaped. Thread-safe: no state.
 */
public final class CanonicalJson {
  private static final Comparator<String> BY_CODE_POINT = (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private CanonicalJson() {}

  /**
   * Encodes a value of {@link Json#parse} or its plain equivalents.
   *
   * @throws RefusedException SP-TRUST-0007 for fractions and for anything that JSON cannot express
   */
  public static byte[] encode(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
      out.append(value);
    } else if (value instanceof String text) {
      string(out, text);
    } else if (value instanceof JsonObject object) {
      members(out, object.map());
    } else if (value instanceof Map<?, ?> map) {
      members(out, map);
    } else if (value instanceof Collection<?> items) {
      String comma = "[";
      for (Object item : items) {
        append(out.append(comma), item);
        comma = ",";
      }
      out.append(items.isEmpty() ? "[]" : "]");
    } else {
      throw cannot(value instanceof Number ? "the number " + value : "a value of type " + value.getClass().getName());
    }
  }

  private static void members(StringBuilder out, Map<?, ?> members) {
    String[] keys = new String[members.size()];
    int i = 0;
    boolean ascii = true;
    for (Object key : members.keySet()) {
      if (!(key instanceof String text)) {
        throw cannot("a key that is not text");
      }
      keys[i++] = text;
      ascii &= text.chars().noneMatch(c -> c >= Character.MIN_SURROGATE);
    }
    Arrays.sort(keys, ascii ? Comparator.naturalOrder() : BY_CODE_POINT);
    String comma = "{";
    for (String key : keys) {
      string(out.append(comma), key);
      append(out.append(':'), members.get(key));
      comma = ",";
    }
    out.append(keys.length == 0 ? "{}" : "}");
  }

  private static void string(StringBuilder out, String text) {
    if (Text.hasLoneSurrogate(text)) {
      throw cannot("text with a lone surrogate");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }

  private static RefusedException cannot(String what) {
    return Refusals.refuse("SP-TRUST-0007", "canonical JSON cannot express " + what, "encoding what is signed", "use whole numbers and text only");
  }
}
