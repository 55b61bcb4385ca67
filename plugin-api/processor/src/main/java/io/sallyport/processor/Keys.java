package io.sallyport.processor;

/** How OSGi names configuration keys after the methods of an annotation type (OSGi Compendium 8, 112.8.2.1). */
final class Keys {
  private Keys() {}

  /** The key of a method. */
  static String ofMethod(String name) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < name.length(); ) {
      if (name.startsWith("$_$", i)) {
        key.append('-');
        i += 3;
      } else if (name.startsWith("$$", i)) {
        key.append('$');
        i += 2;
      } else if (name.startsWith("__", i)) {
        key.append('_');
        i += 2;
      } else {
        char c = name.charAt(i++);
        if (c != '$') {
          key.append(c == '_' ? '.' : c);
        }
      }
    }
    return key.toString();
  }

  /** The key of a type's only method {@code value}: the type's simple name, {@code MaxRate} becomes {@code max.rate}. */
  static String ofType(String simpleName) {
    return simpleName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", ".").toLowerCase(java.util.Locale.ROOT);
  }

  /** The unit that a key's last word names, such as milliseconds; empty if it names none. */
  static String unit(String key) {
    if (key.matches("(.*\\.)?per\\.[^.]+")) {
      return "per " + unit(key.substring(key.lastIndexOf('.') + 1)).replaceFirst("s$", "");
    }
    return switch (key.substring(key.lastIndexOf('.') + 1)) {
      case "ns" -> "nanoseconds";
      case "us" -> "microseconds";
      case "ms" -> "milliseconds";
      case "s" -> "seconds";
      case "min" -> "minutes";
      case "h" -> "hours";
      case "days" -> "days";
      case "bytes" -> "bytes";
      case "kib" -> "KiB";
      case "mib" -> "MiB";
      case "percent" -> "percent";
      case "rows" -> "rows";
      case "windows" -> "windows";
      default -> "";
    };
  }
}
