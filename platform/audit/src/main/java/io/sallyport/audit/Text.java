package io.sallyport.audit;

import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text that may come from outside, made safe for an entry. */
final class Text {
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** Control characters and unpaired surrogates become U+FFFD, so that no one can forge a line or break the encoding. */
  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        return replaced(text);
      }
    }
    return text;
  }

  /** The same for everything within an object; fractions, which canonical JSON lacks, become text. */
  static JsonObject clean(JsonObject object) {
    return JsonObject.of(members(object.map()));
  }

  private static Map<String, Object> members(Map<String, Object> members) {
    Map<String, Object> out = new LinkedHashMap<>();
    members.forEach((name, value) -> {
      if (value != null) {
        out.put(clean(name), value(value));
      }
    });
    return out;
  }

  private static Object value(Object value) {
    if (value instanceof String text) {
      return clean(text);
    }
    if (value instanceof Double number) {
      return number.toString();
    }
    if (value instanceof JsonObject object) {
      return members(object.map());
    }
    if (value instanceof Collection<?> items) {
      List<Object> out = new ArrayList<>();
      items.forEach(item -> out.add(item == null ? "null" : value(item)));
      return out;
    }
    return value;
  }

  private static String replaced(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return out.toString();
  }
}
