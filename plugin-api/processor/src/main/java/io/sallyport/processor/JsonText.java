package io.sallyport.processor;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Writes maps, collections, text, numbers and booleans as indented JSON, in the order given. */
final class JsonText {
  private JsonText() {}

  static String of(Map<String, ?> object) {
    StringBuilder out = new StringBuilder();
    write(out, object, "\n");
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, Object value, String line) {
    if (value instanceof Map<?, ?> map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator).append(line).append("  ");
        text(out, String.valueOf(entry.getKey()));
        out.append(": ");
        write(out, entry.getValue(), line + "  ");
        separator = ",";
      }
      out.append(map.isEmpty() ? "" : line).append('}');
    } else if (value instanceof Collection<?> items) {
      String separator = "";
      out.append('[');
      for (Object item : items) {
        out.append(separator).append(line).append("  ");
        write(out, item, line + "  ");
        separator = ",";
      }
      out.append(items.isEmpty() ? "" : line).append(']');
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(out, String.valueOf(value));
    }
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
