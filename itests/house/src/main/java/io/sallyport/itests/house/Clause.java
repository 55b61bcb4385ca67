package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One clause of an OSGi manifest header (OSGi Core 8, 1.3.2): names, then attributes ({@code =}) and directives ({@code :=}).
 *
 * @param parameters attributes and directives; a directive's name ends with a colon
 */
public record Clause(List<String> names, Map<String, String> parameters) {
  /** All clauses of a header. A null or blank header has none. */
  public static List<Clause> parse(String header) {
    List<Clause> clauses = new ArrayList<>();
    if (header == null || header.isBlank()) {
      return clauses;
    }
    for (String clause : split(header, ',')) {
      List<String> names = new ArrayList<>();
      Map<String, String> parameters = new LinkedHashMap<>();
      for (String part : split(clause, ';')) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          names.add(part.strip());
        } else {
          String key = part.substring(0, equals).strip();
          parameters.put(key, part.substring(equals + 1).strip().replace("\"", ""));
        }
      }
      clauses.add(new Clause(List.copyOf(names), parameters));
    }
    return clauses;
  }

  /** All names of a header, in order. */
  public static List<String> names(String header) {
    return parse(header).stream().flatMap(clause -> clause.names().stream()).toList();
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
