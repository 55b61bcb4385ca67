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
 * @param licences SPDX ids or expressions, or names where there are none
 */
public record Material(String name, String version, Optional<String> purl, Set<String> licences) implements Comparable<Material> {
  private static final Comparator<Material> ORDER = Comparator.comparing(Material::name).thenComparing(Material::version).thenComparing(material -> material.purl().orElse(""))
      .thenComparing(material -> material.licences().toString());

  public Material {
    licences = java.util.Collections.unmodifiableSet(new TreeSet<>(licences));
  }

  @Override
  public int compareTo(Material other) {
    return ORDER.compare(this, other);
  }

  /** {@code group:name version}. */
  @Override
  public String toString() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
