package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.util.Map;

/** Checks one package against the metadata and the policy; its files are in the vault already, its metadata is not trusted yet. */
final class PackageVerifier {
  private static final int LARGEST_DESCRIPTOR = 1 << 20;

  private final Vault vault;
  private final PackagePolicy policy;
  private final Map<String, TargetFile> trustedBefore;
  private final Map<String, TargetFile> targets;
  private final SymbolicNames symbolicNames;

  /**
   * @param trustedBefore what was trusted before this medium
   * @param targets what this medium's metadata vouches for
   * @param symbolicNames of the packages in the vault; those of this medium are added
   */
  PackageVerifier(Vault vault, PackagePolicy policy, Map<String, TargetFile> trustedBefore, Map<String, TargetFile> targets, SymbolicNames symbolicNames) {
    this.vault = vault;
    this.policy = policy;
    this.trustedBefore = trustedBefore;
    this.targets = targets;
    this.symbolicNames = symbolicNames;
  }

  /** @throws io.sallyport.trust.RefusedException SP-MEDIUM-0008 to 0016, 0045 to 0047 */
  VaultPackage verify(TargetFile target) {
    byte[] bytes = vault.read(target.sha256(), LARGEST_DESCRIPTOR);
    VaultPackage pack = new VaultPackage(Descriptor.parse(bytes, target.path()), bytes.length);
    if (!pack.descriptorPath().equals(target.path())) {
      throw refuse("SP-MEDIUM-0008", "the descriptor of " + pack + " lies under another name", target.path(), "ask the publisher for a consistent package");
    }
    ReservedNames.requireFree(pack.name(), target.path());
    identity(target);
    pack.descriptor().parts().forEach(part -> part(pack, part));
    for (Descriptor.Part bundle : pack.bundles()) {
      String where = pack.partPath(bundle);
      symbolicNames.claim(policy.check(pack.name(), pack.version(), pack.kind(), vault.require(bundle.sha256()), where), pack, where);
    }
    return pack;
  }

  private void identity(TargetFile target) {
    TargetFile before = trustedBefore.get(target.path());
    if (before != null && !before.sha256().equals(target.sha256())) {
      throw refuse("SP-MEDIUM-0010", "the same version with other content: trusted is " + before.sha256() + ", this medium has " + target.sha256(),
          target.path(), "do not use this medium; the publisher must give changed content a new version");
    }
  }

  private void part(VaultPackage pack, Descriptor.Part part) {
    TargetFile target = targets.get(pack.partPath(part));
    if (target == null || target.length() != part.length() || !target.sha256().equals(part.sha256())) {
      throw refuse("SP-MEDIUM-0009", target == null ? "a part that the metadata does not name" : "descriptor and metadata disagree about a part",
          pack.partPath(part), "ask the publisher for a consistent package");
    }
    vault.require(part.sha256());
  }
}
