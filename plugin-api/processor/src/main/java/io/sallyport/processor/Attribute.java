package io.sallyport.processor;

import java.util.List;
import java.util.Optional;

/**
 * One setting.
 *
 * @param key as in a {@code .cfg} file
 * @param type {@code String int long double boolean …}, an enum's simple name; a list ends with {@code []}
 * @param defaults its default, one for each element of a list; empty if there is none
 * @param min least value, or least length of a text
 * @param max greatest value, or greatest length of a text
 * @param options the only values it can have; empty if there is no such list
 * @param unit empty if its key names none
 */
record Attribute(String key, String type, List<String> defaults, Optional<String> min, Optional<String> max, List<String> options, String unit, String description) {
  Attribute {
    defaults = List.copyOf(defaults);
    options = List.copyOf(options);
  }

  boolean isList() {
    return type.endsWith("[]");
  }

  /** What it can be, in words; empty if anything. */
  String range() {
    if (!options.isEmpty()) {
      return String.join(", ", options);
    }
    String what = type.startsWith("String") ? " characters" : "";
    if (min.isPresent() && max.isPresent()) {
      return min.get() + " to " + max.get() + what;
    }
    return min.map(least -> "at least " + least + what).or(() -> max.map(most -> "at most " + most + what)).orElse("");
  }
}
