package io.sallyport.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.scr.impl.inject.internal.Annotations;
import org.osgi.framework.Bundle;

/**
 * Makes configurations in one line, as the platform does: keys are mapped from the names of the annotation's methods, absent ones have
 * their default, text is converted. A value that cannot be converted throws when its method is called, as on the appliance.
 */
public final class Config {
  private static final Pattern NAME = Pattern.compile("\\$_\\$|\\$\\$|\\$|__|_");

  private Config() {}

  /** All defaults. */
  public static <A extends Annotation> A of(Class<A> type) {
    return of(type, Map.of());
  }

  /**
   * @param values by key as in a configuration file, such as {@code limit.high}; text, numbers, booleans, enum constants, arrays of them
   * @throws IllegalArgumentException if the type has no such key
   */
  public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
    Map<String, Object> all = new HashMap<>();
    TreeSet<String> keys = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers())) {
        String key = key(type, method);
        keys.add(key);
        if (method.getDefaultValue() != null) {
          all.put(key, plain(method.getDefaultValue()));
        }
      }
    }
    for (Map.Entry<String, ?> value : values.entrySet()) {
      if (!keys.contains(value.getKey())) {
        throw new IllegalArgumentException(type.getSimpleName() + " has no key " + value.getKey() + "; it has " + String.join(", ", keys));
      }
      all.put(value.getKey(), plain(value.getValue()));
    }
    return Annotations.toObject(type, all, classes(type), false);
  }

  /** The key of a method: OSGi Compendium 112.8.2.1. */
  static String key(Class<?> type, Method method) {
    String prefix = Annotations.getPrefix(type);
    String name = Annotations.isSingleElementAnnotation(type) ? type.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT)
        : NAME.matcher(method.getName()).replaceAll(match -> Matcher.quoteReplacement(switch (match.group()) {
          case "$_$" -> "-";
          case "$$" -> "$";
          case "$" -> "";
          case "__" -> "_";
          default -> ".";
        }));
    return prefix == null ? name : prefix + name;
  }

  /** A bundle that loads the classes that the configuration names, as the plugin's own does. */
  private static Bundle classes(Class<?> type) {
    return (Bundle) Proxy.newProxyInstance(Config.class.getClassLoader(), new Class<?>[] {Bundle.class}, (self, method, arguments) -> {
      if (!method.getName().equals("loadClass")) {
        throw new UnsupportedOperationException(method.getName());
      }
      return Class.forName((String) arguments[0], false, type.getClassLoader());
    });
  }

  /** As a configuration file holds it: constants and classes by name. */
  private static Object plain(Object value) {
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    if (value instanceof Collection<?> items) {
      return items.stream().map(Config::plain).toList();
    }
    if (value.getClass().isArray() && !value.getClass().getComponentType().isPrimitive()) {
      Object[] plain = new Object[Array.getLength(value)];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = plain(Array.get(value, i));
      }
      return plain;
    }
    return value;
  }
}
