package io.sallyport.vault.internal;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Material;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a package's bills of materials. Weights beside the bundle count as components even if no bill lists them: the descriptor does. */
final class SbomReader {
  private static final int LARGEST = 16 << 20;

  private SbomReader() {}

  static BillOfMaterials read(VaultPackage pack, Vault vault) {
    Set<Material> materials = new TreeSet<>();
    pack.descriptor().parts("sbom").forEach(part -> components(Json.parseObject(vault.read(part.sha256(), LARGEST), pack.partPath(part)), materials));
    for (Descriptor.Part weights : pack.descriptor().parts("model")) {
      if (materials.stream().noneMatch(material -> material.sha256().equals(Optional.of(weights.sha256())))) {
        materials.add(new Material(weights.path(), "", Optional.empty(), Optional.of(weights.sha256()), Set.of()));
      }
    }
    return new BillOfMaterials(materials);
  }

  /** What a document lists. */
  static BillOfMaterials of(JsonObject document) {
    Set<Material> materials = new TreeSet<>();
    components(document, materials);
    return new BillOfMaterials(materials);
  }

  private static void components(JsonObject parent, Set<Material> materials) {
    if (parent.has("components")) {
      parent.objects("components").forEach(component -> {
        materials.add(material(component));
        components(component, materials);
      });
    }
  }

  private static Material material(JsonObject component) {
    String group = component.optionalString("group").filter(name -> !name.isEmpty()).map(name -> name + ":").orElse("");
    Set<String> licences = new TreeSet<>();
    if (component.has("licenses")) {
      component.objects("licenses").forEach(licence -> licence(licence).ifPresent(licences::add));
    }
    return new Material(group + component.string("name"), component.optionalString("version").orElse(""), component.optionalString("purl"), sha256(component), licences);
  }

  private static Optional<String> sha256(JsonObject component) {
    return component.has("hashes") ? component.objects("hashes").stream().filter(hash -> hash.string("alg").equals("SHA-256")).map(hash -> hash.string("content").toLowerCase(Locale.ROOT))
        .filter(Digests::isSha256).findFirst() : Optional.empty();
  }

  private static Optional<String> licence(JsonObject choice) {
    if (choice.has("expression")) {
      return choice.optionalString("expression");
    }
    return choice.optionalObject("license").flatMap(licence -> licence.has("id") ? licence.optionalString("id") : licence.optionalString("name"));
  }
}
