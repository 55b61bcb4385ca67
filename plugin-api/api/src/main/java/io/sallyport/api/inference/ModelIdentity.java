package io.sallyport.api.inference;

/**
 * Exactly which model answered.
 *
 * @param name the model package's name
 * @param version its SemVer version
 * @param digest lower-case hex SHA-256 of the package descriptor, the package's identity
 */
public record ModelIdentity(String name, String version, String digest) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
