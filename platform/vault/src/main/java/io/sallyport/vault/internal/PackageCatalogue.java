package io.sallyport.vault.internal;

import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Json;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.BillOfMaterials;
import io.sallyport.vault.Packages;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.VendorListener;
import io.sallyport.vault.Vouching;
import io.sallyport.vault.advisory.Advisories;
import io.sallyport.vault.tck.TckStanding;
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
@Component(service = {Packages.class, PackageCatalogue.class})
public final class PackageCatalogue implements Packages {
  private static final Logger LOG = LoggerFactory.getLogger(PackageCatalogue.class);
  private static final int LARGEST_DESCRIPTOR = 1 << 20;
  static final Comparator<VaultPackage> ORDER = Comparator.comparing(VaultPackage::ref);

  private record Trusted(Map<String, TargetFile> targets, Optional<PinnedMetadata> vendor, Optional<TufClient> client) {}

  private static final String PLATFORM_SBOM = "trust/sbom.cdx.json";
  private static final int LARGEST_SBOM = 16 << 20;
  private final VendorStore store;
  private final DirectoryFetcher home;
  private final Vault vault;
  private final Map<String, VaultPackage> descriptors = new ConcurrentHashMap<>();
  private volatile Trusted trusted;

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private volatile List<VendorListener> listeners = List.of();

  @Activate
  public PackageCatalogue(BundleContext context, @Reference Vault vault) {
    this(Directories.data(context), Directories.home(context), vault);
  }

  public PackageCatalogue(Path data, Path home, Vault vault) {
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
      Optional<TufClient> client = store.load();
      known = new Trusted(client.map(TufClient::allTargets).orElse(Map.of()), client.map(TufClient::pinned), client);
      trusted = known;
    }
    return known;
  }

  private boolean complete(VaultPackage pack, Map<String, TargetFile> targets) {
    return pack.descriptor().parts().stream().allMatch(part -> targets.containsKey(pack.partPath(part)) && vault.find(part.sha256()).isPresent());
  }
}
