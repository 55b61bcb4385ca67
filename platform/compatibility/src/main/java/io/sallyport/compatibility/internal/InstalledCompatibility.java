package io.sallyport.compatibility.internal;

import io.sallyport.compatibility.Compatibility;
import io.sallyport.compatibility.CompatibilityReport;
import io.sallyport.compatibility.CompatibilityReport.Verdict;
import io.sallyport.compatibility.PackageJudge;
import io.sallyport.compatibility.PlatformRelease;
import io.sallyport.provision.Generations;
import io.sallyport.provision.PackageState;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.Packages;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The packages of this appliance, from vault and running generation, against a release. Thread-safe. */
@Component(service = Compatibility.class)
public final class InstalledCompatibility implements Compatibility {
  private final Path vendorRoot;
  private final Packages packages;
  private final Vault vault;
  private final Generations generations;

  @Activate
  public InstalledCompatibility(BundleContext context, @Reference Packages packages, @Reference Vault vault, @Reference Generations generations) {
    this(Path.of(context.getProperty("sallyport.home")).resolve("trust/vendor-root.json"), packages, vault, generations);
  }

  InstalledCompatibility(Path vendorRoot, Packages packages, Vault vault, Generations generations) {
    this.vendorRoot = vendorRoot;
    this.packages = packages;
    this.vault = vault;
    this.generations = generations;
  }

  @Override
  public CompatibilityReport report(Path place) {
    PlatformRelease release = PlatformRelease.open(place, Optional.of(root()));
    PackageJudge judge = new PackageJudge(release);
    List<Verdict> verdicts = generations.packages().stream().map(pack -> verdict(pack, judge)).toList();
    return new CompatibilityReport(release.release(), verdicts);
  }

  private Verdict verdict(PackageState state, PackageJudge judge) {
    VaultPackage pack = packages.byDescriptor(state.version().digest());
    boolean runs = Set.of(PackageState.State.ACTIVE, PackageState.State.CANDIDATE, PackageState.State.FAULTY).contains(state.state());
    return new Verdict(pack.ref(), runs, judge.problems(pack.descriptor(), part -> vault.verify(part.sha256())));
  }

  private byte[] root() {
    try {
      return Files.readAllBytes(vendorRoot);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-COMPAT-0011", "the vendor's root cannot be read: " + e.getMessage(), vendorRoot.toString(), "install the distribution again"), e);
    }
  }
}
