package io.sallyport.vault;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a package's bills of materials (CycloneDX JSON) list; sorted.
 *
 * @param components as {@code group:name version}
 * @param licences SPDX ids or expressions, or names where there are none
 */
public record BillOfMaterials(Set<String> components, Set<String> licences) {
  public BillOfMaterials {
    components = Collections.unmodifiableSet(new TreeSet<>(components));
    licences = Collections.unmodifiableSet(new TreeSet<>(licences));
  }
}
