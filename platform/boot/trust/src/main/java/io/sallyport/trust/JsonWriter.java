package io.sallyport.trust;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes JSON text, compact or indented. One use, one thread. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();
  private final boolean indent;

  private JsonWriter(boolean indent) {
    this.indent = indent;
  }

  static String compact(Object value) {
    JsonWriter writer = new JsonWriter(false);
    writer.value(value, 0);
    return writer.out.toString();
  }

  static String pretty(Object value) {
    JsonWriter writer = new JsonWriter(true);
    writer.value(value, 0);
    return writer.out.append('\n').toString();
  }

  private void value(Object value, int level) {
    if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
      out.append(value);
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw cannot("the number " + value);
      }
      out.append(value);
    } else if (value instanceof JsonObject object) {
      members(object.map(), level);
    } else if (value instanceof Map<?, ?> map) {
      members(map, level);
    } else if (value instanceof Collection<?> items) {
      items(items, level);
    } else {
      throw cannot("a value of type " + value.getClass().getName());
    }
  }

  private void members(Map<?, ?> members, int level) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = members.entrySet().iterator(); i.hasNext();) {
      Map.Entry<?, ?> member = i.next();
      if (!(member.getKey() instanceof String key)) {
        throw cannot("a key that is not text");
      }
      line(level + 1);
      string(key);
      out.append(indent ? ": " : ":");
      value(member.getValue(), level + 1);
      out.append(i.hasNext() ? "," : "");
    }
    end(members.isEmpty(), level, '}');
  }

  private void items(Collection<?> items, int level) {
    out.append('[');
    boolean flat = indent && items.stream().noneMatch(item -> item instanceof JsonObject || item instanceof Map || item instanceof Collection);
    for (Iterator<?> i = items.iterator(); i.hasNext();) {
      if (!flat) {
        line(level + 1);
      }
      value(i.next(), level + 1);
      out.append(i.hasNext() ? flat ? ", " : "," : "");
    }
    end(flat || items.isEmpty(), level, ']');
  }

  private void end(boolean sameLine, int level, char bracket) {
    if (!sameLine) {
      line(level);
    }
    out.append(bracket);
  }

  private void line(int level) {
    if (indent) {
      out.append('\n').append("  ".repeat(level));
    }
  }

  private void string(String text) {
    if (Text.hasLoneSurrogate(text)) {
      throw cannot("text with a lone surrogate");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static RefusedException cannot(String what) {
    return Refusals.refuse("SP-TRUST-0007", "JSON cannot express " + what, "writing JSON", "report this as a defect");
  }
}
