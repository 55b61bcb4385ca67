package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Material;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What changes from one bill of materials to another. */
final class ComponentDiffs {
  private ComponentDiffs() {}

  /**
   * The difference; empty if there is none. A component whose name goes in exactly one version and comes in exactly one counts as changed.
   *
   * @param name of the package
   */
  static Optional<Plan.ComponentDiff> between(String name, BillOfMaterials before, BillOfMaterials after) {
    Set<String> gone = minus(before.components(), after.components());
    Set<String> come = minus(after.components(), before.components());
    List<String> changed = new ArrayList<>();
    for (Material old : before.materials()) {
      List<Material> successors = after.materials().stream().filter(material -> material.name().equals(old.name()) && come.contains(material.toString())).toList();
      boolean alone = before.materials().stream().filter(material -> material.name().equals(old.name()) && gone.contains(material.toString())).map(Material::version).distinct().count() == 1;
      if (gone.contains(old.toString()) && alone && successors.stream().map(Material::version).distinct().count() == 1) {
        changed.add(old.name() + " " + old.version() + " → " + successors.get(0).version());
        gone.remove(old.toString());
        come.remove(successors.get(0).toString());
      }
    }
    boolean same = gone.isEmpty() && come.isEmpty() && changed.isEmpty();
    return same ? Optional.empty() : Optional.of(new Plan.ComponentDiff(name, List.copyOf(come), List.copyOf(gone), changed));
  }

  private static Set<String> minus(Set<String> left, Set<String> right) {
    Set<String> rest = new TreeSet<>(left);
    rest.removeAll(right);
    return rest;
  }
}
