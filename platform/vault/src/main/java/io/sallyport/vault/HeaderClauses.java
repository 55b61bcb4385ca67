package io.sallyport.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The clauses of an OSGi manifest header (OSGi Core 8, section 3.2.4): paths, attributes and directives; quotes are honoured. */
public final class HeaderClauses {
  /**
   * One clause.
   *
   * @param parameters attributes by name, directives by name with a colon at the end
   */
  public record Clause(List<String> paths, Map<String, String> parameters) {}

  private HeaderClauses() {}

  /** @param header may be null: no clauses */
  public static List<Clause> parse(String header) {
    List<Clause> clauses = new ArrayList<>();
    for (String text : split(header == null ? "" : header, ',')) {
      List<String> paths = new ArrayList<>();
      Map<String, String> parameters = new LinkedHashMap<>();
      for (String part : split(text, ';')) {
        int equals = indexOutsideQuotes(part);
        if (equals < 0) {
          paths.add(part);
        } else {
          boolean directive = part.charAt(Math.max(0, equals - 1)) == ':';
          String name = part.substring(0, directive ? equals - 1 : equals).trim();
          String value = part.substring(equals + 1).trim();
          parameters.put(directive ? name + ":" : name, unquoted(value));
        }
      }
      clauses.add(new Clause(paths, parameters));
    }
    return clauses;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  private static int indexOutsideQuotes(String part) {
    int equals = part.indexOf('=');
    int quote = part.indexOf('"');
    return quote >= 0 && quote < equals ? -1 : equals;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (char c : text.toCharArray()) {
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        add(parts, part);
      } else {
        part.append(c);
      }
    }
    add(parts, part);
    return parts;
  }

  private static void add(List<String> parts, StringBuilder part) {
    String trimmed = part.toString().trim();
    if (!trimmed.isEmpty()) {
      parts.add(trimmed);
    }
    part.setLength(0);
  }
}
