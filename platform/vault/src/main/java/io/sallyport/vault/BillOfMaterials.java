package io.sallyport.vault;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a package's bills of materials (CycloneDX JSON) list, components inside components included; sorted.
 *
 * @param materials each once
 */
public record BillOfMaterials(Set<Material> materials) {
  public BillOfMaterials {
    materials = Collections.unmodifiableSet(new TreeSet<>(materials));
  }

  /** The components as {@code group:name version}. */
  public Set<String> components() {
    return materials.stream().map(Material::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  /** SPDX ids or expressions, or names where there are none. */
  public Set<String> licences() {
    return materials.stream().map(Material::licences).flatMap(Collection::stream).collect(Collectors.toCollection(TreeSet::new));
  }
}
