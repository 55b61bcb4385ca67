package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which package owns which symbolic name; several versions of one package share theirs. One use, one thread. */
final class SymbolicNames {
  private final Map<String, String> owners = new HashMap<>();

  /** Begins with the names of what was imported before. */
  static SymbolicNames of(List<VaultPackage> present, Vault vault) {
    SymbolicNames names = new SymbolicNames();
    for (VaultPackage pack : present) {
      for (Descriptor.Part bundle : pack.bundles()) {
        vault.find(bundle.sha256()).flatMap(BundleJar::symbolicName).ifPresent(name -> names.owners.putIfAbsent(name, pack.name()));
      }
    }
    return names;
  }

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0016 if another package has the name */
  void claim(String symbolicName, VaultPackage pack, String where) {
    String owner = owners.putIfAbsent(symbolicName, pack.name());
    if (owner != null && !owner.equals(pack.name())) {
      throw refuse("SP-MEDIUM-0016", "the symbolic name " + symbolicName + " is also used by the package " + owner, where, "ask the publishers to use names of their own");
    }
  }
}
