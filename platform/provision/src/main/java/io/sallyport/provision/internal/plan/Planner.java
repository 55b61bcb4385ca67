package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Approval;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.provision.internal.framework.Installer;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Packages;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.tck.TckStanding;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

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
   * @param warnings about candidates, for those who approve
   * @param importers who imported what comes in
   * @param persons the accounts of each person who has several
   * @param user who plans
   * @param replaced the plan that was open until then, with its signatures
   */
  public byte[] compute(int number, int base, Roster before, Roster after, List<Plan.TrafficNote> warnings, Collection<String> importers,
      List<List<String>> persons, String user, Optional<Candidate> replaced) {
    List<Difference> differences = Difference.between(before, after);
    List<VaultPackage> leaving = before.all().stream().filter(pack -> !after.holds(pack)).toList();
    List<Difference> coming = differences.stream().filter(difference -> difference.to().isPresent()).toList();
    List<VaultPackage> fresh = coming.stream().map(difference -> difference.to().orElseThrow()).toList();
    Vulnerabilities vulnerabilities = new Vulnerabilities(packages);
    JsonObject json = JsonObject.builder().put("schema", "sallyport.plan/1").put("generation", number).put("base", base)
        .put("planned", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()).put("by", user).put("importers", List.copyOf(importers))
        .put("persons", persons.stream().map(ids -> JsonObject.builder().put("accounts", ids).build()).toList())
        .put("replaces", replaced.map(Planner::replaced))
        .put("changes", differences.stream().map(Difference::change).map(PlanJson::change).toList())
        .put("kept", after.all().stream().filter(pack -> !fresh.contains(pack)).map(Site::version).map(PlanJson::version).toList())
        .put(TrafficEntry.FIELD, TrafficEntry.toJson(after.traffic()))
        .put("trafficChanges", Stream.concat(warnings.stream(), TrafficNotes.between(before, after).stream()).map(PlanJson::note).toList())
        .put("pausing", leaving.stream().filter(Planner::works).map(VaultPackage::name).toList())
        .put("conduitsAdded", difference(conduits(after.all()), conduits(before.all())))
        .put("conduitsRemoved", difference(conduits(before.all()), conduits(after.all())))
        .put("components", differences.stream().filter(difference -> !difference.candidate() || difference.to().isPresent()).flatMap(this::components).map(PlanJson::component).toList())
        .put("licences", difference(licences(fresh), licences(before.all())))
        .put("advisories", PlanJson.advisories(vulnerabilities.source()))
        .put("vulnerabilities", vulnerabilities.between(before.all(), after.all()).stream().map(PlanJson::vulnerability).toList())
        .put("signers", fresh.stream().map(this::signers).map(PlanJson::signers).toList())
        .put("reports", fresh.stream().map(this::report).toList())
        .put("changelogs", texts(coming, difference -> changelog(difference.to().orElseThrow(), difference.base().map(VaultPackage::version))))
        .put("blastRadius", installer.dependents(leaving).stream().map(BundleRecorder::name).sorted().toList())
        .put("requalification", texts(coming, difference -> qualification(difference.to().orElseThrow()))).build();
    return io.sallyport.trust.Json.pretty(json).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject replaced(Candidate open) {
    return JsonObject.builder().put("generation", open.plan().generation()).put("signers", open.approvals().stream().map(Approval::user).toList()).build();
  }

  private Stream<Plan.ComponentDiff> components(Difference difference) {
    return ComponentDiffs.between(difference.label(), materials(difference.base()), materials(difference.to())).stream();
  }

  private BillOfMaterials materials(Optional<VaultPackage> pack) {
    return pack.map(packages::materials).orElse(new BillOfMaterials(Set.of()));
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

  private static Map<String, String> texts(List<Difference> differences, Function<Difference, Optional<String>> text) {
    Map<String, String> texts = new TreeMap<>();
    differences.forEach(difference -> text.apply(difference).ifPresent(value -> texts.put(difference.label(), value)));
    return texts;
  }

  private static Set<String> conduits(Collection<VaultPackage> packs) {
    Set<String> conduits = new TreeSet<>();
    packs.forEach(pack -> pack.descriptor().conduits().forEach(
        conduit -> conduits.add(pack.name() + ": " + conduit.told())));
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
