package io.sallyport.vault;

import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.PackageRef;
import java.util.List;

/**
 * A package whose descriptor is in the vault.
 *
 * @param descriptor what it says about itself
 * @param length of the descriptor, in bytes
 */
public record VaultPackage(Descriptor descriptor, long length) {
  /** The URL scheme of the vault. */
  public static final String SCHEME = "vault";

  public String name() {
    return descriptor.name();
  }

  public String version() {
    return descriptor.version();
  }

  public PackageKind kind() {
    return PackageKind.of(descriptor.kind());
  }

  public PackageRef ref() {
    return descriptor.ref();
  }

  /** Lower-case hex SHA-256 of the descriptor's bytes: the package's identity. */
  public String digest() {
    return descriptor.sha256();
  }

  /** Its bundles in the descriptor's order. */
  public List<Descriptor.Part> bundles() {
    return descriptor.parts("bundle");
  }

  /** Name of the Karaf feature that it is published as. */
  public String featureName() {
    return "sallyport-" + name();
  }

  /** The features repository that declares it. */
  public String featureUrl() {
    return SCHEME + ":feature-" + digest();
  }

  /** The target path of its descriptor. */
  public String descriptorPath() {
    return ref().descriptor();
  }

  /** The target path of a part. */
  public String partPath(Descriptor.Part part) {
    return descriptor.target(part);
  }

  @Override
  public String toString() {
    return ref().toString();
  }
}
