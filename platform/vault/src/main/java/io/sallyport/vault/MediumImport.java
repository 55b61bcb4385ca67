package io.sallyport.vault;

import io.sallyport.audit.Actor;
import java.nio.file.Path;
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
  ImportReport importFrom(Path medium, Actor actor, ProgressListener progress);

  /** Verifies the medium's metadata and says what it carries; changes nothing and reads no content. */
  MediumInfo info(Path medium);
}
