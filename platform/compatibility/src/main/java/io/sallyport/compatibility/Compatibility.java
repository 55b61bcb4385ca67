package io.sallyport.compatibility;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** Judges the packages of this appliance against a platform release that is not installed. A service of the platform; changes nothing; thread-safe. */
@ProviderType
public interface Compatibility {
  /**
   * Every package that the vault holds or that runs, against the release.
   *
   * @param release the jar of a plugin API, or the folder of a distribution with its signed inventory, which must be intact
   * @throws io.sallyport.trust.RefusedException SP-COMPAT-0010 to 0012, or SP-TRUST if the inventory is not signed by this appliance's vendor
   */
  CompatibilityReport report(Path release);
}
