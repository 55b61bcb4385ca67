package io.sallyport.vault;

import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.advisory.Advisories;
import io.sallyport.vault.tck.TckStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The packages that the trusted vendor metadata vouches for and the vault holds completely: state VERIFIED. Computed from
 * {@code DATA/vendor} and the vault, never stored. Thread-safe.
 */
@ProviderType
public interface Packages {
  /** By name, then by version, ascending. */
  List<VaultPackage> verified();

  /** A verified package. */
  Optional<VaultPackage> find(String name, String version);

  /** The newest verified version. */
  Optional<VaultPackage> newest(String name);

  /**
   * The package of a descriptor in the vault, whether or not the vendor's metadata still vouches for it: what generations name.
   *
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002 or 0003 if the descriptor is missing or was changed
   */
  VaultPackage byDescriptor(String sha256);

  /** What its bills of materials list. */
  BillOfMaterials materials(VaultPackage pack);

  /** What the distribution's own bill of materials lists, {@code HOME/trust/sbom.cdx.json}; nothing if it has none. */
  BillOfMaterials platform();

  /** Known vulnerabilities, as the vendor's metadata in force names them and the vault holds them. */
  Advisories advisories();

  /** Who vouches for it now; empty if nobody does. */
  Optional<Vouching> vouching(VaultPackage pack);

  /** How it stands by the TCK report that it carries, judged by the vendor metadata in force. */
  TckStanding tck(VaultPackage pack);

  /** What the vendor vouches for now, by target path; empty before the first import. */
  Map<String, TargetFile> targets();

  /** The vendor metadata in force, whose bytes are all in the vault; empty before the first import. */
  Optional<PinnedMetadata> vendor();
}
