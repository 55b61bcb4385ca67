package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.api.packaging.ApiVersion;
import io.sallyport.provision.PlanRequest;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Works out which packages are to run, and refuses what cannot. */
final class Desired {
  /** Version of the plugin API that this platform offers. */
  static final Version API = new Version(ApiVersion.VERSION);

  private final Packages packages;

  Desired(Packages packages) {
    this.packages = packages;
  }

  /**
   * @param running what runs now
   * @return the complete list, by name
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0001 to 0006
   */
  Map<String, VaultPackage> compute(Collection<VaultPackage> running, PlanRequest request) {
    Map<String, VaultPackage> desired = new TreeMap<>();
    running.forEach(pack -> desired.put(pack.name(), pack));
    for (String wanted : request.packages()) {
      VaultPackage pack = find(wanted);
      desired.put(pack.name(), pack);
    }
    for (String name : request.remove()) {
      if (running.stream().noneMatch(pack -> pack.name().equals(name))) {
        throw refuse("SP-PLAN-0002", "the package does not run", name, "package:list shows what runs");
      }
      if (request.packages().stream().anyMatch(wanted -> wanted.split("/")[0].equals(name))) {
        throw refuse("SP-PLAN-0002", "the package is to be removed and to be added", name, "name it once");
      }
      desired.remove(name);
    }
    if (Map.copyOf(desired).equals(byName(running))) {
      throw refuse("SP-PLAN-0003", "nothing would change", request.packages().isEmpty() ? "the request" : String.join(" ", request.packages()),
          "package:list shows what runs and what is in the vault");
    }
    desired.values().forEach(this::requireVouchedFor);
    return desired;
  }

  /**
   * The packages of an earlier generation as what is to run.
   *
   * @return the same, by name
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0003 to 0006, 0031
   */
  Map<String, VaultPackage> same(Collection<VaultPackage> earlier, Collection<VaultPackage> running, int generation) {
    if (byName(earlier).equals(byName(running))) {
      throw refuse("SP-PLAN-0003", "nothing would change", "generation " + generation, "package:list shows what runs and what is in the vault");
    }
    for (VaultPackage pack : earlier) {
      requireVouchedFor(pack);
      if (packages.find(pack.name(), pack.version()).isEmpty()) {
        throw refuse("SP-PLAN-0031", "what it ran is not all in the vault any more: " + pack, "generation " + generation, "import the medium that carries it");
      }
    }
    return new TreeMap<>(byName(earlier));
  }

  private VaultPackage find(String wanted) {
    int slash = wanted.indexOf('/');
    return (slash < 0 ? packages.newest(wanted) : packages.find(wanted.substring(0, slash), wanted.substring(slash + 1)))
        .orElseThrow(() -> refuse("SP-PLAN-0001", "the vault holds no such verified package", wanted, "package:list shows what it holds; medium:import brings more"));
  }

  private void requireVouchedFor(VaultPackage pack) {
    TargetFile target = packages.targets().get(pack.descriptorPath());
    if (target == null) {
      throw refuse("SP-PLAN-0004", "the vendor no longer vouches for the package", pack.toString(), "plan with a newer version of it, or with --remove " + pack.name());
    }
    if (!target.sha256().equals(pack.digest())) {
      throw refuse("SP-PLAN-0005", "the vendor vouches for other content under this version", pack.toString(), "do not use that medium; tell the publisher");
    }
    if (!range(pack).includes(API)) {
      throw refuse("SP-PLAN-0006", "the package needs the plugin API " + pack.descriptor().api() + ", this platform has " + API, pack.toString(),
          "use another version of the package, or update the platform");
    }
  }

  private static VersionRange range(VaultPackage pack) {
    try {
      return new VersionRange(pack.descriptor().api());
    } catch (IllegalArgumentException e) {
      throw refuse("SP-PLAN-0006", "the package's API range cannot be read: " + pack.descriptor().api(), pack.toString(), "ask the publisher", e);
    }
  }

  private static Map<String, VaultPackage> byName(Collection<VaultPackage> packs) {
    Map<String, VaultPackage> byName = new TreeMap<>();
    packs.forEach(pack -> byName.put(pack.name(), pack));
    return Map.copyOf(byName);
  }
}
