package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.provision.internal.framework.Installer;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Packages;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.tck.TckStanding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Computes the difference between what runs and what is desired. Changes nothing. */
public final class Planner {
  private static final int LONGEST_CHANGELOG = 4000;

  private final Vault vault;
  private final Packages packages;
  private final Installer installer;
  private final Clock clock;

  public Planner(Vault vault, Packages packages, Installer installer, Clock clock) {
    this.vault = vault;
    this.packages = packages;
    this.installer = installer;
    this.clock = clock;
  }

  /**
   * The plan as the bytes to freeze.
   *
   * @param importers who imported what comes in
   * @param user who plans
   */
  public byte[] compute(int number, int base, Collection<VaultPackage> running, Map<String, VaultPackage> desired, Collection<String> importers, String user) {
    Map<String, VaultPackage> before = new TreeMap<>();
    running.forEach(pack -> before.put(pack.name(), pack));
    List<Plan.Change> changes = changes(before, desired);
    Set<String> changed = new TreeSet<>(changes.stream().map(Plan.Change::name).toList());
    List<VaultPackage> leaving = before.values().stream().filter(pack -> changed.contains(pack.name())).toList();
    List<VaultPackage> coming = desired.values().stream().filter(pack -> changed.contains(pack.name())).toList();
    Vulnerabilities vulnerabilities = new Vulnerabilities(packages);
    JsonObject json = JsonObject.builder().put("schema", "sallyport.plan/1").put("generation", number).put("base", base)
        .put("planned", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).put("by", user).put("importers", List.copyOf(importers))
        .put("changes", changes.stream().map(PlanJson::change).toList())
        .put("kept", desired.values().stream().filter(pack -> !changed.contains(pack.name())).map(Site::version).map(PlanJson::version).toList())
        .put("pausing", leaving.stream().filter(Planner::works).map(VaultPackage::name).toList())
        .put("conduitsAdded", difference(conduits(desired.values()), conduits(before.values())))
        .put("conduitsRemoved", difference(conduits(before.values()), conduits(desired.values())))
        .put("components", components(before, desired, changed))
        .put("licences", difference(licences(coming), licences(running)))
        .put("advisories", PlanJson.advisories(vulnerabilities.source()))
        .put("vulnerabilities", vulnerabilities.between(running, desired.values()).stream().map(PlanJson::vulnerability).toList())
        .put("signers", coming.stream().map(this::signers).map(PlanJson::signers).toList())
        .put("reports", coming.stream().map(this::report).toList())
        .put("changelogs", texts(coming, pack -> changelog(pack, Optional.ofNullable(before.get(pack.name())).map(VaultPackage::version))))
        .put("blastRadius", installer.dependents(leaving).stream().map(BundleRecorder::name).sorted().toList())
        .put("requalification", texts(coming, Planner::qualification)).build();
    return io.sallyport.trust.Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  private static List<Plan.Change> changes(Map<String, VaultPackage> before, Map<String, VaultPackage> desired) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(desired.keySet());
    List<Plan.Change> changes = new ArrayList<>();
    for (String name : names) {
      Optional<VaultPackage> from = Optional.ofNullable(before.get(name));
      Optional<VaultPackage> to = Optional.ofNullable(desired.get(name));
      if (!from.map(VaultPackage::digest).equals(to.map(VaultPackage::digest))) {
        Descriptor shown = to.or(() -> from).orElseThrow().descriptor();
        changes.add(new Plan.Change(name, from.map(Site::version), to.map(Site::version), shown.publisher(), shown.summary()));
      }
    }
    return changes;
  }

  private List<JsonObject> components(Map<String, VaultPackage> before, Map<String, VaultPackage> desired, Set<String> changed) {
    return changed.stream().flatMap(name -> ComponentDiffs.between(name, materials(before.get(name)), materials(desired.get(name))).stream()).map(PlanJson::component).toList();
  }

  private BillOfMaterials materials(VaultPackage pack) {
    return pack == null ? new BillOfMaterials(Set.of()) : packages.materials(pack);
  }

  private Plan.Signers signers(VaultPackage pack) {
    return packages.vouching(pack).map(vouching -> new Plan.Signers(pack.name(), vouching.role(), vouching.signatures(), vouching.threshold())).orElse(new Plan.Signers(pack.name(), "nobody", 0, 0));
  }

  private JsonObject report(VaultPackage pack) {
    TckStanding standing = packages.tck(pack);
    return JsonObject.builder().put("name", pack.name()).put("good", standing.fault().isEmpty()).put("line", standing.line()).put("signers", standing.signers()).build();
  }

  private Set<String> licences(Collection<VaultPackage> packs) {
    Set<String> licences = new TreeSet<>();
    packs.forEach(pack -> licences.addAll(packages.materials(pack).licences()));
    return licences;
  }

  private Optional<String> changelog(VaultPackage pack, Optional<String> running) {
    StringBuilder text = new StringBuilder();
    pack.descriptor().parts("changelog").forEach(part -> text.append(new String(vault.read(part.sha256(), 1 << 20), StandardCharsets.UTF_8)));
    String clean = Changelog.between(text.toString().replace("\r\n", "\n"), running, pack.version()).strip().replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean.length() > LONGEST_CHANGELOG ? clean.substring(0, LONGEST_CHANGELOG) + "…" : clean);
  }

  private static Optional<String> qualification(VaultPackage pack) {
    return pack.descriptor().qualification().flatMap(json -> json.optionalString("scope"));
  }

  private static Map<String, String> texts(Collection<VaultPackage> packs, java.util.function.Function<VaultPackage, Optional<String>> text) {
    Map<String, String> texts = new TreeMap<>();
    packs.forEach(pack -> text.apply(pack).ifPresent(value -> texts.put(pack.name(), value)));
    return texts;
  }

  private static Set<String> conduits(Collection<VaultPackage> packs) {
    Set<String> conduits = new TreeSet<>();
    packs.forEach(pack -> pack.descriptor().conduits().forEach(
        conduit -> conduits.add(pack.name() + ": " + conduit.direction() + " " + conduit.protocol() + " " + conduit.address() + ":" + conduit.port() + " – " + conduit.why())));
    return conduits;
  }

  private static boolean works(VaultPackage pack) {
    return pack.kind() == PackageKind.CAPABILITY || pack.kind() == PackageKind.CONNECTOR;
  }

  private static List<String> difference(Set<String> left, Set<String> right) {
    return left.stream().filter(item -> !right.contains(item)).sorted().toList();
  }

  /** The versions of packages. */
  public static List<PackageVersion> versions(Collection<VaultPackage> packs) {
    return packs.stream().map(Site::version).toList();
  }
}
