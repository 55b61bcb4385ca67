package com.acme.limits;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds misspelt keys: OSGi ignores a key that no attribute has, and a limit that is ignored is worse than none. */
final class Keys {
  private static final Set<String> FRAMEWORK = Set.of("service.", "component.", "felix.", "org.apache.felix.");

  private Keys() {}

  /** Keys that are neither the configuration type's nor the framework's, sorted. */
  static Set<String> unknown(Map<String, Object> properties, Class<?> type) {
    Set<String> known = Arrays.stream(type.getDeclaredMethods()).map(Method::getName).map(name -> name.replace('_', '.')).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(properties.keySet());
    unknown.removeIf(key -> known.contains(key) || FRAMEWORK.stream().anyMatch(key::startsWith));
    return unknown;
  }
}
