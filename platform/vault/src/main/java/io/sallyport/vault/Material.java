package io.sallyport.vault;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A component that a bill of materials lists, however deep.
 *
 * @param name {@code group:name}, or the name alone
 * @param version as stated; may be empty
 * @param purl package URL, if stated
 * @param sha256 of its bytes, if stated: what tells two files of one name apart, such as a model's weights
 * @param licences SPDX ids or expressions, or names where there are none
 */
public record Material(String name, String version, Optional<String> purl, Optional<String> sha256, Set<String> licences) implements Comparable<Material> {
  private static final int SHORT = 12;
  private static final Comparator<Material> ORDER = Comparator.comparing(Material::name).thenComparing(Material::version).thenComparing(material -> material.purl().orElse(""))
      .thenComparing(material -> material.sha256().orElse("")).thenComparing(material -> material.licences().toString());

  public Material {
    licences = java.util.Collections.unmodifiableSet(new TreeSet<>(licences));
  }

  @Override
  public int compareTo(Material other) {
    return ORDER.compare(this, other);
  }

  /** Whether it is the same thing, as far as both say what they are. */
  public boolean sameAs(Material other) {
    return name.equals(other.name) && version.equals(other.version) && (sha256.isEmpty() || other.sha256.isEmpty() || sha256.equals(other.sha256));
  }

  /** The beginning of its digest, or a dash. */
  public String digest() {
    return sha256.map(whole -> whole.substring(0, SHORT)).orElse("–");
  }

  /** {@code group:name version}, or the beginning of the digest where there is no version. */
  public String label() {
    return version.isEmpty() && sha256.isPresent() ? name + " " + digest() : toString();
  }

  /** {@code group:name version}. */
  @Override
  public String toString() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
