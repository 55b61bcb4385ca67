package io.sallyport.vault.internal;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Role;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.Vouching;
import java.util.List;
import java.util.Optional;

/** Finds the role whose metadata names a package, and counts its signatures. The metadata was verified when it was loaded. */
final class VouchingRole {
  private VouchingRole() {}

  static Optional<Vouching> find(TufClient client, VaultPackage pack) {
    return role(client, pack).map(role -> vouching(role, metadata(client, role)));
  }

  /** That role itself. */
  static Optional<Role> role(TufClient client, VaultPackage pack) {
    boolean named = client.target(pack.descriptorPath()).filter(target -> target.sha256().equals(pack.digest())).isPresent();
    return named ? client.voucher(pack.descriptorPath()) : Optional.empty();
  }

  private static Envelope metadata(TufClient client, Role role) {
    return Envelope.parse(client.pinnedBytes().get(client.pinned().metadata().get(role.name()).sha256()), role.name());
  }

  private static Vouching vouching(Role role, Envelope envelope) {
    List<String> signers = role.verifiedBy(envelope).stream().sorted().toList();
    List<String> others = role.keyids().stream().filter(keyid -> !signers.contains(keyid)).sorted().toList();
    return new Vouching(role.name(), signers.size(), role.threshold(), role.postQuantum().map(quorum -> quorum.count(envelope)), signers, others);
  }
}
