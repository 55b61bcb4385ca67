package io.sallyport.provision.internal.configuration;

/**
 * What is wrong with one key of a configuration.
 *
 * @param where the configuration's file, or its PID where it has none
 * @param unusable the plugin cannot take it; otherwise the key is not one that the plugin reads
 */
public record ConfigurationProblem(String where, String key, String what, boolean unusable) {
  @Override
  public String toString() {
    return where + ": " + key + " " + what;
  }
}
