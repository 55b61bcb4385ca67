package io.sallyport.tck.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attribute of a configuration, by the bundle's metatype.
 *
 * @param type as metatype writes it: {@code Integer}, {@code String} …
 * @param least smallest value
 * @param most largest value
 * @param options the only values, if there are any
 */
record Setting(String pid, String key, String type, Optional<String> least, Optional<String> most, Set<String> options) {
  private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Double", "Float", "Short", "Byte");
  private static final String NONSENSE = "nonsense";

  /** A value that the setting cannot have, and why. */
  record Garbage(String pid, String key, Object value, String why) {}

  List<Garbage> garbage() {
    List<Garbage> all = new ArrayList<>();
    if (NUMBERS.contains(type)) {
      all.add(new Garbage(pid, key, NONSENSE, "it is no number"));
      least.flatMap(Setting::number).ifPresent(bound -> all.add(new Garbage(pid, key, written(bound - 1), "it is less than " + least.get())));
      most.flatMap(Setting::number).filter(bound -> bound < Integer.MAX_VALUE).ifPresent(bound -> all.add(new Garbage(pid, key, written(bound + 1), "it is more than " + most.get())));
    }
    if (!options.isEmpty()) {
      all.add(new Garbage(pid, key, NONSENSE, "it is none of " + options));
    }
    return all;
  }

  /** As a .cfg file has it: text. */
  private String written(double value) {
    boolean fraction = type.equals("Double") || type.equals("Float");
    return fraction ? String.valueOf(value) : String.valueOf((long) value);
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
