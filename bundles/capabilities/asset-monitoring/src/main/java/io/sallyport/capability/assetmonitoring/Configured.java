package io.sallyport.capability.assetmonitoring;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was made of a configuration, or why nothing could be.
 *
 * @param problem empty if there is none
 */
record Configured<T>(Optional<T> value, String problem) {
  /** @param make from the configuration's name: {@code PID~boiler} is {@code boiler} */
  static <T> Configured<T> of(String pid, Map<String, Object> properties, Function<String, T> make) {
    String full = String.valueOf(properties.get("service.pid"));
    String name = full.startsWith(pid) && full.length() > pid.length() ? full.substring(pid.length() + 1) : full;
    try {
      return new Configured<>(Optional.of(make.apply(name)), "");
    } catch (RuntimeException e) { // also of a value that cannot be converted
      return new Configured<>(Optional.empty(), pid + "~" + name + ": " + e.getMessage());
    }
  }
}
