package io.sallyport.provision.internal.plan;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a package's bills of materials (CycloneDX JSON) list.
 *
 * @param components as {@code group:name version}
 * @param licences SPDX ids, or names where there is none
 */
record Sbom(Set<String> components, Set<String> licences) {
  private static final int LARGEST = 16 << 20;

  static Sbom of(VaultPackage pack, Vault vault) {
    Set<String> components = new TreeSet<>();
    Set<String> licences = new TreeSet<>();
    pack.descriptor().parts("sbom").forEach(part -> {
      JsonObject bom = Json.parseObject(vault.read(part.sha256(), LARGEST), pack.partPath(part));
      if (bom.has("components")) {
        for (JsonObject component : bom.objects("components")) {
          components.add(component.optionalString("group").filter(group -> !group.isEmpty()).map(group -> group + ":").orElse("") + component.string("name")
              + component.optionalString("version").map(version -> " " + version).orElse(""));
          if (component.has("licenses")) {
            component.objects("licenses").forEach(licence -> licence(licence).ifPresent(licences::add));
          }
        }
      }
    });
    return new Sbom(components, licences);
  }

  private static Optional<String> licence(JsonObject choice) {
    if (choice.has("expression")) {
      return choice.optionalString("expression");
    }
    return choice.optionalObject("license").flatMap(licence -> licence.has("id") ? licence.optionalString("id") : licence.optionalString("name"));
  }
}
