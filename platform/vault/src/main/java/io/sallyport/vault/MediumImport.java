package io.sallyport.vault;

import io.sallyport.audit.Actor;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes vendor content in from a medium: the TUF 1.0 workflow against {@code DATA/vendor}, every byte hashed while it is copied, the
 * policy for each package. All or nothing: first everything is verified, then the import is recorded in the audit log, last the
 * trusted metadata advances. Imported packages are VERIFIED; nothing runs because of an import. Thread-safe; one import at a time.
 */
@ProviderType
public interface MediumImport {
  /**
   * Imports everything on the medium.
   *
   * @param medium directory that holds {@code medium.json}
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM, SP-VAULT or SP-TRUST; recorded as {@code medium.refused}; trusted metadata
   *     and the list of packages are as before
   */
  default ImportReport importFrom(Path medium, Actor actor, ProgressListener progress) {
    return importFrom(medium, Optional.empty(), actor, progress);
  }

  /**
   * The same for a medium that has expired, with a waiver of the site (ADR 0010): expiry is set aside for exactly that medium, once.
   *
   * @param waiver signed, if there is one
   * @throws io.sallyport.trust.RefusedException also SP-TRUST-0074, 0077 or 0078, and SP-MEDIUM-0028 if it was used already
   */
  ImportReport importFrom(Path medium, Optional<byte[]> waiver, Actor actor, ProgressListener progress);

  /**
   * A waiver for that medium, to be signed by a higher quorum of the site; verifies the medium's metadata but for its expiry.
   *
   * @param reason one line
   */
  byte[] waiver(Path medium, String reason);

  /** Verifies the medium's metadata and says what it carries; changes nothing and reads no content. */
  MediumInfo info(Path medium);
}
