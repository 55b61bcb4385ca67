package io.sallyport.provision.internal.framework;

import io.sallyport.vault.VaultPackage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/** Puts packages into the framework and takes them out, touching nothing else. Not thread-safe: the engine's lock guards it. */
public interface Installer {
  /** The package's installed bundles in the descriptor's order; empty unless all are installed. */
  Optional<List<Bundle>> bundles(VaultPackage pack);

  /**
   * Installs packages beside everything that runs and starts their bundles.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0006 if the gate, the resolver or a bundle's start refuses
   */
  void install(Collection<VaultPackage> packs);

  /**
   * Stops and uninstalls packages, and refreshes their own bundles and those in {@code alsoRefreshed} only.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0007
   */
  void uninstall(Collection<VaultPackage> packs, Set<Bundle> alsoRefreshed);

  /** Other bundles that are wired to the packages' bundles, directly or not: those that must be refreshed with them. */
  Set<Bundle> dependents(Collection<VaultPackage> packs);

  /** Installed packages that were published by the vault, as digests of their descriptors. */
  Set<String> installed();
}
