package com.acme.modbus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of the configuration, {@code KEY=VALUE KEY=VALUE …}. Each key is taken once; what is left at the end is a mistake.
 * Not thread-safe.
 */
final class Words {
  private final Map<String, String> values = new LinkedHashMap<>();

  /** @throws IllegalArgumentException if a word is no {@code KEY=VALUE} or a key comes twice */
  Words(String entry) {
    for (String word : entry.strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw new IllegalArgumentException("'" + word + "' is not KEY=VALUE");
      }
      if (values.putIfAbsent(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("'" + word.substring(0, equals) + "' is given twice");
      }
    }
  }

  /** Splits elements at commas: a properties file has one string where a list is meant. */
  static List<String> entries(String[] elements) {
    return Arrays.stream(elements).flatMap(element -> Arrays.stream(element.split(","))).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
  }

  Optional<String> optional(String key) {
    return Optional.ofNullable(values.remove(key));
  }

  String required(String key) {
    return optional(key).orElseThrow(() -> new IllegalArgumentException(key + "= is missing"));
  }

  int integer(String key, int least, int most) {
    return integer(key, required(key), least, most);
  }

  int integer(String key, int least, int most, int otherwise) {
    return optional(key).map(text -> integer(key, text, least, most)).orElse(otherwise);
  }

  private static int integer(String key, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(key + "=" + text + " is not a whole number from " + least + " to " + most);
  }

  double number(String key, double otherwise) {
    return optional(key).map(text -> {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new IllegalArgumentException(key + "=" + text + " is not a number");
    }).orElse(otherwise);
  }

  <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    return optional(key).map(text -> {
      List<String> names = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(text)) {
          return constant;
        }
        names.add(constant.name().toLowerCase(Locale.ROOT));
      }
      throw new IllegalArgumentException(key + "=" + text + " is none of " + String.join(", ", names));
    });
  }

  /** @throws IllegalArgumentException if a key was not taken */
  void end() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("'" + values.keySet().iterator().next() + "=' is unknown");
    }
  }
}
