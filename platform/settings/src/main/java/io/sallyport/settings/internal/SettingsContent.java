package io.sallyport.settings.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * Reads what stands in a file, in the forms of Felix File Install: plain {@code key = value}, or typed values. Immutable.
 *
 * @param variables what {@code ${NAME}} may stand for
 */
record SettingsContent(Map<String, String> variables) {
  private static final List<String> OF_FRAMEWORK = List.of("felix.", "service.", "component.", "configuration.", "objectClass");
  /** With these a configuration would choose which services a component of the platform uses (OSGi Compendium 8, 112.6). */
  private static final List<String> OF_COMPONENTS = List.of(".target", ".cardinality.minimum");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
  /** Of Felix's interpolation plug-in: environment, system properties, files. */
  private static final String PLUG_IN = "$[";

  SettingsContent {
    variables = Map.copyOf(variables);
  }

  /** @throws IOException with a sentence, if a site may not write that, or nobody can read it */
  Dictionary<String, Object> parse(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.stripLeading().startsWith("<")) {
      throw new IOException("XML is not read here");
    }
    requireKnownVariables(text);
    Dictionary<String, Object> settings = new Hashtable<>();
    for (Map.Entry<String, Object> setting : load(bytes).entrySet()) {
      requireOwn(setting.getKey());
      settings.put(setting.getKey(), setting.getValue());
    }
    return settings;
  }

  private Map<String, Object> load(byte[] bytes) throws IOException {
    TypedProperties properties = new TypedProperties((name, key, value) -> variables.getOrDefault(value, ""));
    try {
      properties.load(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1));
      return properties;
    } catch (RuntimeException e) {
      throw new IOException("it cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireKnownVariables(String text) throws IOException {
    if (text.contains(PLUG_IN)) {
      throw new IOException("a placeholder $[…] is not filled in here");
    }
    Matcher variable = VARIABLE.matcher(text);
    while (variable.find()) {
      if (!variables.containsKey(variable.group(1))) {
        throw new IOException("only these variables are filled in: " + String.join(", ", variables.keySet().stream().sorted().toList()));
      }
    }
  }

  private static void requireOwn(String key) throws IOException {
    if (OF_FRAMEWORK.stream().anyMatch(key::startsWith) || OF_COMPONENTS.stream().anyMatch(key::endsWith)) {
      throw new IOException("a key that is the framework's: " + key.substring(0, Math.min(key.length(), 100)));
    }
  }
}
