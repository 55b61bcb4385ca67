package io.sallyport.vault.internal;

import io.sallyport.vault.VaultPackage;

/** Where the features of packages are shown to the admin. */
public interface FeatureCatalogue {
  /** Publishes every verified package that is not published yet. Failures are logged: no decision hangs on it. */
  void publish();

  /** Publishes one package, so that its feature can be installed. */
  void publish(VaultPackage pack);
}
