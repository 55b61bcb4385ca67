package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.api.packaging.ApiVersion;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.Map;
import java.util.Optional;
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
   * @return what is to run
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0001 to 0006, 0042 to 0047
   */
  Roster compute(Roster running, PlanRequest request) {
    Map<String, VaultPackage> active = new TreeMap<>(running.active());
    for (String wanted : request.packages()) {
      VaultPackage pack = find(wanted);
      active.put(pack.name(), pack);
    }
    for (String name : request.remove()) {
      if (running.active(name).isEmpty()) {
        throw refuse("SP-PLAN-0002", "the package does not run", name, "package:list shows what runs");
      }
      if (request.packages().stream().anyMatch(wanted -> wanted.split("/")[0].equals(name))) {
        throw refuse("SP-PLAN-0002", "the package is to be removed and to be added", name, "name it once");
      }
      active.remove(name);
    }
    Map<String, Roster.Beside> candidates = new TreeMap<>(running.candidates());
    candidates.keySet().removeIf(name -> !running.active(name).equals(Optional.ofNullable(active.get(name))));
    Roster after = new WantedTraffic(active, candidates, this::find).after(request);
    return checked(request.keepTraffic() ? after : onlyNamed(after, request), running, request.packages().isEmpty() ? "the request" : String.join(" ", request.packages()));
  }

  /** Without the candidates of which nothing was said. */
  private static Roster onlyNamed(Roster roster, PlanRequest request) {
    Map<String, Roster.Beside> named = new TreeMap<>(roster.candidates());
    named.keySet().removeIf(name -> request.traffic().stream().noneMatch(change -> change.model().equals(name)));
    return new Roster(roster.active(), named);
  }

  private Roster checked(Roster after, Roster running, String where) {
    if (after.equals(running)) {
      throw refuse("SP-PLAN-0003", "nothing would change", where, "package:list shows what runs and what is in the vault");
    }
    after.all().forEach(this::requireVouchedFor);
    CandidateRule.require(after);
    return after;
  }

  /**
   * The packages of an earlier generation as what is to run.
   *
   * @return the same
   * @throws io.sallyport.trust.RefusedException SP-PLAN-0003 to 0006, 0031
   */
  Roster same(Roster earlier, Roster running, int generation) {
    if (earlier.equals(running)) {
      throw refuse("SP-PLAN-0003", "nothing would change", "generation " + generation, "package:list shows what runs and what is in the vault");
    }
    for (VaultPackage pack : earlier.all()) {
      requireVouchedFor(pack);
      if (packages.find(pack.name(), pack.version()).isEmpty()) {
        throw refuse("SP-PLAN-0031", "what it ran is not all in the vault any more: " + pack, "generation " + generation, "import the medium that carries it");
      }
    }
    CandidateRule.require(earlier);
    return earlier;
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
}
