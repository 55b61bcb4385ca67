package io.sallyport.vault.internal;

import io.sallyport.trust.Quorum;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.tck.TckReport;
import io.sallyport.vault.tck.TckStanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a package's TCK report and compares it with the package and with who vouches for it. No state. */
final class TckReports {
  private static final int LARGEST = 1 << 20;

  private TckReports() {}

  /** @param voucher the role whose metadata names the package; empty if none does */
  static TckStanding of(VaultPackage pack, Vault vault, Optional<Role> voucher) {
    Optional<Descriptor.Part> part = pack.descriptor().parts("checks").stream().filter(checks -> checks.path().equals(TckReport.FILE)).findFirst();
    if (part.isEmpty()) {
      return new TckStanding(Optional.empty(), List.of(), Optional.of(fault("SP-MEDIUM-0060", "the package has no TCK report", pack, "ask the publisher to run the TCK on it")));
    }
    try {
      TckReport.Signed read = TckReport.read(vault.read(part.get().sha256(), LARGEST), pack.partPath(part.get()));
      List<String> signers = voucher.map(role -> signers(role, read)).orElse(List.of());
      return new TckStanding(Optional.of(read.report()), signers, fault(read.report(), signers, pack, voucher));
    } catch (RefusedException e) {
      return new TckStanding(Optional.empty(), List.of(), Optional.of(fault("SP-MEDIUM-0060", "the TCK report cannot be used: " + e.refusal().what(), pack, "ask the publisher to run the TCK again")));
    }
  }

  private static Optional<Refusal> fault(TckReport report, List<String> signers, VaultPackage pack, Optional<Role> voucher) {
    Descriptor descriptor = pack.descriptor();
    boolean same = report.subject().equals(TckReport.subject(descriptor)) && report.bundles().equals(descriptor.parts("bundle").stream().map(Descriptor.Part::sha256).toList())
        && report.name().equals(pack.name()) && report.version().equals(pack.version()) && report.kind().equals(descriptor.kind());
    if (!same) {
      return Optional.of(fault("SP-MEDIUM-0062", "the TCK report is about other content: " + report.name() + " " + report.version() + ", subject " + report.subject(), pack,
          "ask the publisher to run the TCK on what is released"));
    }
    if (signers.isEmpty()) {
      return Optional.of(fault("SP-MEDIUM-0061", "the TCK report is not signed by a key of the role " + voucher.map(Role::name).orElse("that vouches for it"), pack,
          "ask the publisher to sign it with the key that the package is released with"));
    }
    if (!report.passed()) {
      return Optional.of(fault("SP-MEDIUM-0063", "the TCK report has failed rules: " + String.join(", ", report.failures().stream().map(rule -> rule.id()).toList()), pack,
          "ask the publisher for a version that passes"));
    }
    return Optional.empty();
  }

  /** Keys of the role with a valid signature; none unless every kind of keys that the role's policy counts has one. */
  private static List<String> signers(Role role, TckReport.Signed read) {
    List<String> all = new ArrayList<>();
    for (Quorum quorum : role.counted()) {
      Set<String> verified = quorum.verifiedBy(read.envelope());
      if (verified.isEmpty()) {
        return List.of();
      }
      all.addAll(verified);
    }
    return all;
  }

  private static Refusal fault(String code, String what, VaultPackage pack, String next) {
    return new Refusal(code, what, pack.toString(), next);
  }
}
