package io.sallyport.vault.internal;

import io.sallyport.trust.Delegation;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Role;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TargetsMetadata;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.Vouching;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the role whose metadata names a package, and counts its signatures. The metadata was verified when it was loaded. */
final class VouchingRole {
  private VouchingRole() {}

  static Optional<Vouching> find(TufClient client, VaultPackage pack) {
    Map<String, Envelope> envelopes = new HashMap<>();
    Map<String, Role> roles = new HashMap<>(Map.of("targets", client.root().role("targets")));
    Map<String, byte[]> bytes = client.pinnedBytes();
    SignaturePolicy policy = client.root().policy();
    client.pinned().metadata().forEach((name, pin) -> envelopes.put(name, Envelope.parse(bytes.get(pin.sha256()), name)));
    envelopes.values().forEach(envelope -> TargetsMetadata.parse(envelope.signed(), policy).delegations().stream().map(Delegation::role).forEach(role -> roles.putIfAbsent(role.name(), role)));
    return envelopes.entrySet().stream().filter(entry -> names(TargetsMetadata.parse(entry.getValue().signed(), policy), pack) && roles.containsKey(entry.getKey())).sorted(Map.Entry.comparingByKey()).findFirst()
        .map(entry -> vouching(roles.get(entry.getKey()), entry.getValue()));
  }

  private static boolean names(TargetsMetadata targets, VaultPackage pack) {
    TargetFile target = targets.targets().get(pack.descriptorPath());
    return target != null && target.sha256().equals(pack.digest());
  }

  private static Vouching vouching(Role role, Envelope envelope) {
    return new Vouching(role.name(), role.verifiedBy(envelope).size(), role.threshold(), role.postQuantum().map(quorum -> quorum.count(envelope)));
  }
}
