package io.sallyport.provision.lease;

import io.sallyport.trust.site.PackageKind;

/**
 * One version of one package.
 *
 * @param digest lower-case hex SHA-256 of its descriptor: its identity
 */
public record PackageVersion(String name, PackageKind kind, String version, String digest) {
  @Override
  public String toString() {
    return name + " " + version;
  }
}
