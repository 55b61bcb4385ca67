package io.sallyport.provision.internal.configuration;

/**
 * What is wrong with one key of a configuration.
 *
 * @param pid of the configuration
 * @param unusable the plugin cannot take it; otherwise the key is not one that the plugin reads
 */
public record ConfigurationProblem(String pid, String key, String what, boolean unusable) {
  @Override
  public String toString() {
    return pid + ": " + key + " " + what;
  }
}
