package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Json;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.VendorListener;
import io.sallyport.vault.VendorMetadata;
import io.sallyport.vault.Vouching;
import io.sallyport.vault.advisory.Advisories;
import io.sallyport.vault.tck.TckStanding;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the catalogue from the trusted metadata when first asked, and again after an import. */
@Component(service = {Packages.class, VendorMetadata.class, PackageCatalogue.class})
public final class PackageCatalogue implements Packages, VendorMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(PackageCatalogue.class);
  private static final int LARGEST_DESCRIPTOR = 1 << 20;
  static final Comparator<VaultPackage> ORDER = Comparator.comparing(VaultPackage::ref);

  /** What can be used of the vendor metadata; nothing if it is damaged. */
  private record Trusted(Map<String, TargetFile> targets, Optional<PinnedMetadata> vendor, Optional<TufClient> client, Optional<Refusal> damage) {
    static Trusted of(Optional<TufClient> client) {
      return new Trusted(client.map(TufClient::allTargets).orElse(Map.of()), client.map(TufClient::pinned), client, Optional.empty());
    }

    static Trusted damaged(RuntimeException why) {
      String what = why instanceof RefusedException refused ? refused.refusal().code() + ", " + refused.refusal().what() : why.getMessage();
      return new Trusted(Map.of(), Optional.empty(), Optional.empty(), Optional.of(new Refusal("SP-MEDIUM-0072",
          "the vendor metadata that was imported last cannot be used: " + what, VendorStore.FOLDER, "medium:import the newest medium again, and look for the cause")));
    }
  }

  private static final String PLATFORM_SBOM = "trust/sbom.cdx.json";
  private static final int LARGEST_SBOM = 16 << 20;
  private final VendorStore store;
  private final DirectoryFetcher home;
  private final ContentStore vault;
  private final Map<String, VaultPackage> descriptors = new ConcurrentHashMap<>();
  private volatile Trusted trusted;

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private volatile List<VendorListener> listeners = List.of();

  @Activate
  public PackageCatalogue(BundleContext context, @Reference ContentStore vault) {
    this(Directories.data(context), Directories.home(context), vault);
  }

  public PackageCatalogue(Path data, Path home, ContentStore vault) {
    this.store = new VendorStore(data, home);
    this.home = new DirectoryFetcher(home);
    this.vault = vault;
  }

  @Override
  public List<VaultPackage> verified() {
    Map<String, TargetFile> targets = targets();
    List<VaultPackage> found = new ArrayList<>();
    for (TargetFile target : targets.values()) {
      if (PackageRef.isDescriptor(target.path())) {
        readable(target.sha256()).filter(pack -> complete(pack, targets)).ifPresent(found::add);
      }
    }
    found.sort(ORDER);
    return found;
  }

  @Override
  public Optional<VaultPackage> find(String name, String version) {
    return Optional.ofNullable(targets().get(new PackageRef(name, version).descriptor()))
        .flatMap(target -> readable(target.sha256()))
        .filter(pack -> complete(pack, targets()));
  }

  @Override
  public Optional<VaultPackage> newest(String name) {
    return verified().stream().filter(pack -> pack.name().equals(name)).max(ORDER);
  }

  @Override
  public VaultPackage byDescriptor(String sha256) {
    return descriptors.computeIfAbsent(sha256, digest -> {
      byte[] bytes = vault.read(digest, LARGEST_DESCRIPTOR);
      return new VaultPackage(Descriptor.parse(bytes, "descriptor " + digest), bytes.length);
    });
  }

  /** A package whose descriptor is damaged is not there: importing its medium again brings it back. */
  private Optional<VaultPackage> readable(String sha256) {
    if (vault.find(sha256).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(byDescriptor(sha256));
    } catch (RefusedException e) {
      LOG.error("A package descriptor cannot be used: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public BillOfMaterials materials(VaultPackage pack) {
    return SbomReader.read(pack, vault);
  }

  @Override
  public BillOfMaterials platform() {
    return home.fetch(PLATFORM_SBOM, LARGEST_SBOM).map(bytes -> SbomReader.of(Json.parseObject(bytes, PLATFORM_SBOM))).orElseGet(() -> new BillOfMaterials(Set.of()));
  }

  @Override
  public Advisories advisories() {
    return AdvisoryFiles.read(targets().values(), vault);
  }

  @Override
  public Optional<Vouching> vouching(VaultPackage pack) {
    return trusted().client.flatMap(client -> VouchingRole.find(client, pack));
  }

  @Override
  public TckStanding tck(VaultPackage pack) {
    return TckReports.of(pack, vault, trusted().client.flatMap(client -> VouchingRole.role(client, pack)));
  }

  @Override
  public Map<String, TargetFile> targets() {
    return trusted().targets;
  }

  @Override
  public Optional<PinnedMetadata> vendor() {
    return trusted().vendor;
  }

  @Override
  public Optional<Refusal> damage() {
    return trusted().damage;
  }

  @Override
  public void restore(PinnedMetadata pinned) {
    if (!vault.changing().tryLock()) {
      throw refuse("SP-MEDIUM-0017", "an import is under way", VendorStore.FOLDER, "wait for its end");
    }
    try {
      store.restore(pinned, vault);
    } finally {
      vault.changing().unlock();
    }
    invalidate();
  }

  /** The trusted metadata; imports advance it. */
  VendorStore store() {
    return store;
  }

  /** To be called when content was taken out of the vault. */
  void forget(Collection<String> digests) {
    descriptors.keySet().removeAll(digests);
  }

  /** To be called when the trusted metadata has advanced. */
  void invalidate() {
    trusted = null;
    listeners.forEach(VendorListener::vendorAdvanced);
  }

  private Trusted trusted() {
    Trusted known = trusted;
    if (known == null) {
      known = load();
      trusted = known;
    }
    return known;
  }

  private Trusted load() {
    try {
      return Trusted.of(store.load());
    } catch (RefusedException | UncheckedIOException e) {
      LOG.error("The vendor metadata cannot be used", e);
      return Trusted.damaged(e);
    }
  }

  private boolean complete(VaultPackage pack, Map<String, TargetFile> targets) {
    return pack.descriptor().parts().stream().allMatch(part -> targets.containsKey(pack.partPath(part)) && vault.find(part.sha256()).isPresent());
  }
}
