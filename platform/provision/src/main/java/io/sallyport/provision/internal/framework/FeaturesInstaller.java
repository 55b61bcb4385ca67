package io.sallyport.provision.internal.framework;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.vault.VaultPackage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Installs through Karaf's features service: each package is the feature {@code sallyport-NAME} that the vault publishes. The service is
 * told never to refresh anything; what has to be refreshed is refreshed here, and nothing else.
 */
public final class FeaturesInstaller implements Installer {
  private static final EnumSet<Option> QUIET = EnumSet.of(Option.NoAutoRefreshBundles, Option.NoAutoRefreshManagedBundles, Option.NoAutoRefreshUnmanagedBundles,
      Option.NoAutoManageBundles);
  private static final int REFRESH_SECONDS = 30;
  private static final String FEATURE_PREFIX = VaultPackage.SCHEME + ":feature-";

  private final BundleContext context;
  private final FeaturesService features;
  private final Retired retired;

  public FeaturesInstaller(BundleContext context, FeaturesService features, Retired retired) {
    this.context = context;
    this.features = features;
    this.retired = retired;
  }

  @Override
  public Optional<List<Bundle>> bundles(VaultPackage pack) {
    List<Bundle> bundles = new ArrayList<>();
    for (var part : pack.bundles()) {
      Bundle bundle = context.getBundle(VaultPackage.SCHEME + ":sha256-" + part.sha256());
      if (bundle == null) {
        return Optional.empty();
      }
      bundles.add(bundle);
    }
    return Optional.of(bundles);
  }

  @Override
  public void install(Collection<VaultPackage> packs) {
    if (packs.isEmpty()) {
      return;
    }
    try {
      Set<String> ids = new LinkedHashSet<>();
      for (VaultPackage pack : packs) {
        ids.add(feature(pack).getId());
      }
      features.installFeatures(ids, EnumSet.copyOf(QUIET));
    } catch (Exception e) { // the features service declares nothing narrower
      throw refuse("SP-APPLY-0006", Causes.told(e), "installing " + packs, "read the cause; nothing that runs was touched", e);
    }
    for (VaultPackage pack : packs) {
      requireStarted(pack);
    }
  }

  @Override
  public void uninstall(Collection<VaultPackage> packs, Set<Bundle> alsoRefreshed) {
    Set<Bundle> refreshed = new HashSet<>(alsoRefreshed);
    packs.forEach(pack -> bundles(pack).ifPresent(refreshed::addAll));
    Retired.Leaving leaving = retired.leaving();
    packs.forEach(pack -> bundles(pack).ifPresent(bundles -> bundles.forEach(bundle -> leaving.add(pack.name() + " " + pack.version(), bundle))));
    try {
      Set<String> ids = new LinkedHashSet<>();
      for (VaultPackage pack : packs) {
        Optional<Feature> feature = published(pack);
        if (feature.isPresent() && features.isRequired(feature.get())) {
          ids.add(feature.get().getId());
        }
      }
      if (!ids.isEmpty()) {
        features.uninstallFeatures(ids, EnumSet.copyOf(QUIET));
      }
      for (VaultPackage pack : packs) {
        remove(pack);
      }
      refresh(refreshed);
      leaving.gone();
    } catch (Exception e) { // the features service declares nothing narrower
      throw refuse("SP-APPLY-0007", Causes.told(e), "uninstalling " + packs, "restart the appliance: it reconciles with the running generation", e);
    }
  }

  @Override
  public Set<Bundle> dependents(Collection<VaultPackage> packs) {
    Set<Bundle> own = new HashSet<>();
    packs.forEach(pack -> bundles(pack).ifPresent(own::addAll));
    if (own.isEmpty()) {
      return Set.of();
    }
    Set<Bundle> closure = new HashSet<>(wiring().getDependencyClosure(own));
    closure.removeAll(own);
    return closure;
  }

  @Override
  public Set<String> installed() {
    Set<String> digests = new HashSet<>();
    try {
      for (Repository repository : features.listRepositories()) {
        String uri = repository.getURI().toString();
        if (uri.startsWith(FEATURE_PREFIX)) {
          for (Feature feature : repository.getFeatures()) {
            if (features.isRequired(feature)) {
              digests.add(uri.substring(FEATURE_PREFIX.length()));
            }
          }
        }
      }
    } catch (Exception e) { // the features service declares nothing narrower
      throw refuse("SP-APPLY-0007", Causes.told(e), "listing features", "see the log", e);
    }
    return digests;
  }

  /** What the features service did not manage itself, or left because another package has the same bundle: only the former goes. */
  private void remove(VaultPackage pack) throws Exception {
    for (var part : pack.bundles()) {
      Bundle bundle = context.getBundle(VaultPackage.SCHEME + ":sha256-" + part.sha256());
      if (bundle != null && !shared(part.sha256())) {
        bundle.uninstall();
      }
    }
  }

  private boolean shared(String sha256) throws Exception {
    String location = VaultPackage.SCHEME + ":sha256-" + sha256;
    for (Repository repository : features.listRepositories()) {
      if (repository.getURI().toString().startsWith(FEATURE_PREFIX)) {
        for (Feature feature : repository.getFeatures()) {
          if (features.isRequired(feature) && feature.getBundles().stream().anyMatch(bundle -> bundle.getLocation().equals(location))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void requireStarted(VaultPackage pack) {
    List<Bundle> bundles = bundles(pack).orElseThrow(() -> refuse("SP-APPLY-0006", "not all bundles of the package were installed", pack.toString(), "see the log"));
    for (Bundle bundle : bundles) {
      if (bundle.getState() != Bundle.ACTIVE) {
        throw refuse("SP-APPLY-0006", "a bundle of the package did not start", pack + ", " + bundle.getSymbolicName(), "see the log for what it lacks");
      }
    }
  }

  private Feature feature(VaultPackage pack) throws Exception {
    if (features.getRepository(URI.create(pack.featureUrl())) == null) {
      features.addRepository(URI.create(pack.featureUrl()));
    }
    return published(pack).orElseThrow(() -> refuse("SP-APPLY-0006", "the package's feature could not be published", pack.toString(), "see the log"));
  }

  private Optional<Feature> published(VaultPackage pack) throws Exception {
    Repository repository = features.getRepository(URI.create(pack.featureUrl()));
    Feature[] found = repository == null ? new Feature[0] : repository.getFeatures();
    return found.length == 1 ? Optional.of(found[0]) : Optional.empty();
  }

  private void refresh(Set<Bundle> bundles) throws InterruptedException {
    if (bundles.isEmpty()) {
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    wiring().refreshBundles(bundles, event -> done.countDown());
    if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
      throw refuse("SP-APPLY-0007", "refreshing took longer than " + REFRESH_SECONDS + " s", "the framework", "restart the appliance");
    }
  }

  private FrameworkWiring wiring() {
    return context.getBundle(0).adapt(FrameworkWiring.class);
  }
}
