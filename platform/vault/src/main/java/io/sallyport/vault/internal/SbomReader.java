package io.sallyport.vault.internal;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a package's bills of materials. */
final class SbomReader {
  private static final int LARGEST = 16 << 20;

  private SbomReader() {}

  static BillOfMaterials read(VaultPackage pack, Vault vault) {
    Set<String> components = new TreeSet<>();
    Set<String> licences = new TreeSet<>();
    pack.descriptor().parts("sbom").forEach(part -> {
      JsonObject bom = Json.parseObject(vault.read(part.sha256(), LARGEST), pack.partPath(part));
      if (bom.has("components")) {
        bom.objects("components").forEach(component -> component(component, components, licences));
      }
    });
    return new BillOfMaterials(components, licences);
  }

  private static void component(JsonObject component, Set<String> components, Set<String> licences) {
    components.add(component.optionalString("group").filter(group -> !group.isEmpty()).map(group -> group + ":").orElse("") + component.string("name")
        + component.optionalString("version").map(version -> " " + version).orElse(""));
    if (component.has("licenses")) {
      component.objects("licenses").forEach(licence -> licence(licence).ifPresent(licences::add));
    }
  }

  private static Optional<String> licence(JsonObject choice) {
    if (choice.has("expression")) {
      return choice.optionalString("expression");
    }
    return choice.optionalObject("license").flatMap(licence -> licence.has("id") ? licence.optionalString("id") : licence.optionalString("name"));
  }
}
