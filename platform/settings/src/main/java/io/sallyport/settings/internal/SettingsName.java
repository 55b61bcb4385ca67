package io.sallyport.settings.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's name says: {@code PID.cfg}, or {@code PID-NAME.cfg} for one instance of many; {@code .config} for typed values.
 *
 * @param pid the PID, or that of the factory
 * @param instance the name of the instance
 */
record SettingsName(String pid, Optional<String> instance) {
  private static final Pattern FORM = Pattern.compile("([a-z][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)+)(?:-([A-Za-z0-9_][A-Za-z0-9_.-]{0,99}))?\\.(?:cfg|config)");

  /** Empty for any other name. */
  static Optional<SettingsName> of(String file) {
    Matcher matcher = FORM.matcher(file);
    return matcher.matches() ? Optional.of(new SettingsName(matcher.group(1), Optional.ofNullable(matcher.group(2)))) : Optional.empty();
  }
}
