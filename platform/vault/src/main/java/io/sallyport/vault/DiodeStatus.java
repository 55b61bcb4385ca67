package io.sallyport.vault;

import io.sallyport.diode.ReceiverCounts;
import io.sallyport.diode.TransferStatus;
import java.util.List;
import java.util.Optional;

/**
 * What is set up for diodes, and how far transfers are.
 *
 * @param dropFolder the configured one
 * @param receiver our own; empty if none is configured
 * @param transfers in the quarantine, the oldest first
 */
public record DiodeStatus(Optional<String> dropFolder, Optional<Listening> receiver, List<TransferStatus> transfers) {
  /**
   * A receiver.
   *
   * @param address where it was to listen, {@code HOST:PORT}
   * @param problem why it does not
   * @param socketBuffer granted by the system, in bytes; it must bridge pauses of the process
   * @param overrun datagrams lost because the disk was behind
   */
  public record Listening(String address, Optional<String> problem, int socketBuffer, long overrun, ReceiverCounts counts) {}

  public DiodeStatus {
    transfers = List.copyOf(transfers);
  }
}
