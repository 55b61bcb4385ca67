package io.sallyport.vault;

import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Who brought a package in: the vault's record of each import, believed only as far as the audit log says the same. Thread-safe. */
@ProviderType
public interface Imports {
  /**
   * The people who imported it; none of them may approve that it runs.
   *
   * @return no one if a part of the platform did it by itself; empty if it is not known
   */
  Optional<Set<String>> importers(VaultPackage pack);
}
