package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Material;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What changes from one bill of materials to another. */
final class ComponentDiffs {
  private ComponentDiffs() {}

  /**
   * The difference; empty if there is none. A component whose name goes in exactly one form and comes in exactly one counts as changed: in its
   * version, or in its bytes under the same version, or under none, as a model's weights have none.
   *
   * @param name of the package
   */
  static Optional<Plan.ComponentDiff> between(String name, BillOfMaterials before, BillOfMaterials after) {
    List<Material> gone = minus(before, after);
    List<Material> come = minus(after, before);
    List<String> changed = new ArrayList<>();
    for (Material old : List.copyOf(gone)) {
      Optional<Material> successor = only(come, old.name()).filter(found -> only(gone, old.name()).isPresent());
      successor.ifPresent(fresh -> {
        changed.add(change(old, fresh));
        gone.removeIf(material -> material.name().equals(old.name()));
        come.removeIf(material -> material.name().equals(old.name()));
      });
    }
    boolean same = gone.isEmpty() && come.isEmpty() && changed.isEmpty();
    return same ? Optional.empty() : Optional.of(new Plan.ComponentDiff(name, labels(come), labels(gone), changed));
  }

  private static String change(Material old, Material fresh) {
    return old.version().equals(fresh.version()) ? old + ", other bytes: " + old.digest() + " → " + fresh.digest() : old.label() + " → " + (fresh.version().isEmpty() ? fresh.digest() : fresh.version());
  }

  /** The component of that name, if it is listed in one version and with one digest. */
  private static Optional<Material> only(List<Material> materials, String name) {
    List<Material> named = materials.stream().filter(material -> material.name().equals(name)).toList();
    return one(named, Material::version) && one(named, Material::digest) ? Optional.of(named.get(0)) : Optional.empty();
  }

  private static boolean one(List<Material> materials, Function<Material, String> part) {
    return materials.stream().map(part).distinct().count() == 1;
  }

  private static List<String> labels(List<Material> materials) {
    return materials.stream().map(Material::label).distinct().sorted().toList();
  }

  private static List<Material> minus(BillOfMaterials left, BillOfMaterials right) {
    return new ArrayList<>(left.materials().stream().filter(material -> right.materials().stream().noneMatch(material::sameAs)).toList());
  }
}
