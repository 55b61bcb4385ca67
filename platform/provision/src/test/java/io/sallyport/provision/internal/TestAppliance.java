package io.sallyport.provision.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.identity.ESignature;
import io.sallyport.identity.Meaning;
import io.sallyport.identity.SignedRecord;
import io.sallyport.identity.User;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.TrafficChange;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Settings;
import io.sallyport.provision.internal.boot.VaultCheck;
import io.sallyport.provision.internal.boot.VendorRecovery;
import io.sallyport.provision.internal.framework.FeaturesInstaller;
import io.sallyport.provision.internal.framework.Retired;
import io.sallyport.provision.internal.framework.Runtimes;
import io.sallyport.provision.internal.plugin.PluginRuntime;
import io.sallyport.provision.internal.plugin.PluginRuntimes;
import io.sallyport.provision.internal.route.RouterImpl;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.CrashPoint;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.internal.ContentStore;
import io.sallyport.vault.internal.ImportRecords;
import io.sallyport.vault.internal.MediumImporter;
import io.sallyport.vault.internal.PackageCatalogue;
import io.sallyport.vault.internal.VaultPruner;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestKey;
import io.sallyport.vault.testing.TestVendor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A whole appliance around provision: real framework, vault, media, site, signatures; only Karaf's features service is a fake. */
final class TestAppliance implements AutoCloseable {
  /** Accounts on the appliance; none by default. */
  final List<User> accounts = new ArrayList<>();
  static final Actor ADA = new Actor.Person("ada", "admin");
  static final char[] PASSWORD = "correct".toCharArray();
  private static final String API = "io.sallyport.api.lifecycle;version=0.3.0,io.sallyport.api.check;version=0.3.0";

  /** Ends a run as {@code kill -9} would: nothing after it is done. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  private volatile Duration shift = Duration.ZERO;
  final Clock clock = ((InstantSource) () -> Instant.now().plus(shift)).withZone(ZoneOffset.UTC);
  final Path directory;
  Path data;
  final TestVendor vendor = new TestVendor();
  final MemoryAuditLog audit = new MemoryAuditLog();
  final FakeFeatures features = new FakeFeatures();
  TestGate gate;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final TestApplianceKey applianceKey;
  private final Map<String, PairedSigner> people = new HashMap<>();
  private int media;
  ContentStore vault;
  PackageCatalogue catalogue;
  PluginRuntime plugins;
  RouterImpl router;
  Felix felix;
  Site site;
  GenerationService service;
  SiteService authority;
  VaultCheck check;
  PruneService housekeeping;
  TestModels models;

  TestAppliance(Path directory) {
    this(directory, directory.resolve("data"));
  }

  /** @param data may be on another file system */
  /** One that runs; package {@code pump} in these versions one after the other, a generation each. */
  static TestAppliance running(Path directory, String... versions) {
    TestAppliance appliance = new TestAppliance(directory);
    appliance.service.reconcile();
    for (String version : versions) {
      appliance.release("pump", version, "never");
      appliance.change("pump");
    }
    return appliance;
  }

  TestAppliance(Path directory, Path data) {
    this.directory = directory;
    this.data = data;
    this.applianceKey = new TestApplianceKey(directory);
    List.of("quinn", "sam", "mallory", "rosa", "oscar").forEach(person -> people.put(person, PairedSigner.of(TestKey.create())));
    System.getProperties().put("sallyport.test.log", log);
    try {
      vendor.install(directory.resolve("home"), Map.of());
      commission();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(Optional.empty());
  }

  private void commission() throws IOException {
    JsonObject root = new SiteRootMaker(Clock.systemUTC()).first(charter("quinn", "sam"), applianceKey.paired().key());
    Files.createDirectories(data.resolve("site/metadata"));
    Files.write(data.resolve("site/metadata/1.root.json"), Envelope.sign(root, key("quinn"), key("sam")).toBytes());
  }

  /** Two of these people approve, one of quality and one of security. */
  SiteCharter charter(String... approvers) {
    return charter(SignaturePolicy.CLASSICAL, approvers);
  }

  SiteCharter charter(SignaturePolicy policy, String... approvers) {
    Map<String, SiteRoot.Approver> all = Map.of("quinn", new SiteRoot.Approver("quinn", "Quinn Abbott", "quality"), "sam", new SiteRoot.Approver("sam", "Sam Okafor", "security"),
        "rosa", new SiteRoot.Approver("rosa", "Rosa Marin", "quality"), "oscar", new SiteRoot.Approver("oscar", "Oscar Lund", "operations"));
    return new SiteCharter("Test", java.util.Arrays.stream(approvers).map(user -> new SiteCharter.Member(all.get(user), people.get(user).key())).toList(),
        new ApprovalRule(2, List.of("quality", "security")),
        approvers.length < 3 ? Optional.empty() : Optional.of(new ApprovalRule(3, List.of("quality", "security", "operations"))), Optional.empty(), policy);
  }

  /** @param crashAt {@code STEP:PHASE} */
  void start(Optional<String> crashAt) {
    try {
      felix = new Felix(Map.of("org.osgi.framework.storage", directory.resolve("cache").toString(), "org.osgi.framework.system.packages.extra", API, "felix.log.level", "0"));
      felix.start();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
    use(data, crashAt);
  }

  /** Goes on with other data in the same framework, as an appliance does that starts: nothing of the former is in memory. */
  void use(Path other, Optional<String> crashAt) {
    data = other;
    SiteRepository repository = SiteRepository.installed(directory.resolve("home"), data);
    gate = new TestGate(repository);
    vault = new ContentStore(data);
    catalogue = new PackageCatalogue(data, directory.resolve("home"), vault);
    features.connect(felix.getBundleContext(), vault, gate::admitted);
    gate.reload();
    router = new RouterImpl();
    Runtimes runtimes = new Runtimes();
    leavePlugins();
    plugins = PluginRuntimes.with(felix.getBundleContext(), Duration.ofMillis(300));
    runtimes.bind(plugins);
    models = new TestModels();
    runtimes.bind(models);
    site = new Site(data, repository, catalogue, applianceKey, clock, audit::known);
    Settings settings = new Settings(Duration.ofMillis(60), 0, Duration.ofMillis(10), Duration.ofMillis(300), Duration.ofMillis(300));
    Parts parts = new Parts(felix.getBundleContext(), site, vault, new FeaturesInstaller(felix.getBundleContext(), features.service(), new Retired()), runtimes, router, gate, audit, () -> settings,
        new CrashPoint(crashAt, () -> {
          throw new Crash();
        }));
    Busy busy = new Busy();
    check = new VaultCheck(site, vault, audit);
    VendorRecovery recovery = new VendorRecovery(site, catalogue, catalogue, audit);
    service = new GenerationService(parts, catalogue, new ImportRecords(data, audit), new Signatures(), () -> List.copyOf(accounts), check, recovery, busy);
    authority = new SiteService(parts, busy);
    housekeeping = new PruneService(site, service, new VaultPruner(vault, catalogue, audit), busy);
    features.know(catalogue.verified());
  }

  private void leavePlugins() {
    Optional.ofNullable(plugins).ifPresent(PluginRuntime::close);
    plugins = null;
  }

  /** From now on the clock is that much before or behind the real time. */
  void shiftClock(Duration by) {
    shift = by;
  }

  /** Power off and on. */
  void restart(boolean wipeCache, Optional<String> crashAt) {
    close();
    if (wipeCache) {
      features.wipe();
      delete(directory.resolve("cache"));
    }
    start(crashAt);
  }

  /** Releases a capability whose plugin fails there, and imports it. */
  VaultPackage release(String name, String version, String fail) {
    vendor.release(name, "capability", version, plugin(name, version).header("Test-Fail", fail).bytes());
    return imported(name, version);
  }

  /** Releases a model, and imports it. */
  VaultPackage releaseModel(String name, String version) {
    vendor.release(name, "model", version, TestJar.model(name, version).bytes());
    return imported(name, version);
  }

  VaultPackage imported(String name, String version) {
    importAll();
    return catalogue.find(name, version).orElseThrow();
  }

  void importAll() {
    importAll(ADA);
  }

  void importAll(Actor importer) {
    try {
      importFrom(vendor.write(directory.resolve("medium-" + ++media)), Optional.empty(), importer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void importFrom(Path medium, Optional<byte[]> waiver, Actor importer) {
    importer().importFrom(medium, waiver, importer, ProgressListener.NONE);
    features.know(catalogue.verified());
  }

  MediumImporter importer() {
    return new MediumImporter(data, directory.resolve("home"), vault, catalogue, audit, clock);
  }

  static TestJar plugin(String name, String version) {
    String path = "io/sallyport/provision/testplugin/TestPlugin.class";
    try (InputStream in = TestAppliance.class.getClassLoader().getResourceAsStream(path)) {
      return new TestJar(name, version).header("Bundle-Activator", "io.sallyport.provision.testplugin.TestPlugin")
          .header("Import-Package", "org.osgi.framework,io.sallyport.api.lifecycle,io.sallyport.api.check").entry(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A person's classical key. */
  Signer key(String person) {
    return people.get(person).classical();
  }

  PairedSigner pair(String person) {
    return people.get(person);
  }

  /** Gives people an ML-DSA-87 half beside the key that they have. */
  void extend(String... persons) {
    for (String person : persons) {
      people.computeIfPresent(person, (name, key) -> TestApplianceKey.extended(key, directory.resolve(name + "-pq.p12")));
    }
  }

  int plan(String... packages) {
    return service.plan(new PlanRequest(List.of(packages), List.of()), ADA).generation();
  }

  int plan(TrafficChange change) {
    return service.plan(PlanRequest.of(change), ADA).generation();
  }

  /** Plans, has it signed, applies. */
  ApplyReport change(TrafficChange change) {
    plan(change);
    approve();
    return apply(StepListener.NONE);
  }

  void approve() {
    approveAs("quinn", PASSWORD);
    approveAs("sam", PASSWORD);
  }

  Candidate approveAs(String user, char[] password) {
    return service.approve(open(), user, password);
  }

  ApplyReport apply(StepListener listener) {
    return service.apply(open(), ADA, listener);
  }

  private int open() {
    return service.candidate().map(candidate -> candidate.plan().generation()).orElse(0);
  }

  /** Plans, has it signed, applies. */
  int change(String... packages) {
    int number = plan(packages);
    approve();
    apply(StepListener.NONE);
    return number;
  }

  /** {@code NAME VERSION} of what the router leases. */
  List<String> active() {
    return router.active().stream().map(Object::toString).sorted().toList();
  }

  /** Symbolic name and version of every bundle from the vault. */
  List<String> installed() {
    return java.util.Arrays.stream(felix.getBundleContext().getBundles()).filter(bundle -> bundle.getLocation().startsWith("vault:"))
        .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? "" : " not active")).sorted().toList();
  }

  @Override
  public void close() {
    leavePlugins();
    try {
      felix.stop();
      felix.waitForStop(20_000);
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void delete(Path tree) {
    try (var files = Files.walk(tree)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everybody's password is the same; identity has tests of its own. */
  private final class Signatures implements ESignature {
    @Override
    public SignedRecord sign(String user, char[] password, Meaning meaning, JsonObject record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PairedSigner approver(String user, char[] password) {
      if (!java.util.Arrays.equals(password, PASSWORD)) {
        throw new RefusedException(new Refusal("SP-IDENTITY-0001", "wrong", "test", "again"));
      }
      return people.get(user);
    }
  }
}
