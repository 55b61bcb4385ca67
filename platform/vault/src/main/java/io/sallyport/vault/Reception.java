package io.sallyport.vault;

import io.sallyport.audit.Actor;
import io.sallyport.diode.TransferStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes media in that came over a diode: from the drop folder of a commercial one, or from our own receiver (ADR 0008). What came is put into
 * a quarantine first and then imported as any medium, {@link MediumImport}. Only a person starts that; nothing is imported by itself. Thread-safe.
 */
@ProviderType
public interface Reception {
  /** Where it listens, what lies in the quarantine. */
  DiodeStatus status();

  /**
   * Imports what lies in the drop folder, once the set that its label and its signed metadata name is complete and does not change any more.
   * The folder is only read; what does not belong to the medium is left alone.
   *
   * @param directory below the configured drop folder, absolute or relative to it; empty for the drop folder itself
   * @param wait how long to wait for missing files
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0030 no drop folder, or a directory outside of it; SP-MEDIUM-0031 not complete in
   *     time; SP-DIODE-0003 beyond the quota; what the import refuses
   */
  ImportReport receiveFolder(Optional<Path> directory, Duration wait, Actor actor, ProgressListener progress);

  /**
   * Imports what our receiver put together; then the transfer is deleted, and not taken again. After a refused import it stays.
   *
   * @param session its beginning, if only one transfer has it
   * @param wait how long to wait for missing blocks
   * @throws io.sallyport.trust.RefusedException SP-DIODE-0005 no such transfer, SP-DIODE-0006 not complete in time, SP-DIODE-0010 no receiver;
   *     what the import refuses
   */
  ImportReport receiveTransfer(String session, Duration wait, Actor actor, ProgressListener progress);

  /**
   * Deletes a transfer. Should its sender go on, it is begun again.
   *
   * @return how far it was
   * @throws io.sallyport.trust.RefusedException SP-DIODE-0005, SP-DIODE-0010
   */
  TransferStatus discard(String session, Actor actor);
}
