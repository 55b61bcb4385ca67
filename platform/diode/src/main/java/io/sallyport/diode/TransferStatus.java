package io.sallyport.diode;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a transfer is.
 *
 * @param session 32 hexadecimal digits
 * @param medium what its label calls it, which decides nothing
 * @param state see there
 * @param bytes length of its files
 * @param blocks in all
 * @param complete blocks that are there
 * @param spoilt blocks whose symbols did not give what was sent, thrown away and awaited anew
 * @param missing what to send again; empty if nothing is missing
 * @param heard when its sender was last heard, or the receiver started
 * @param pass the sender's pass, 0 if unknown
 */
public record TransferStatus(String session, String medium, State state, long bytes, int blocks, int complete, long spoilt, Optional<MissingList> missing, Instant heard, int pass) {
  /** What a transfer is about. */
  public enum State {
    /** Symbols arrive. */
    RECEIVING,
    /** The sender was not heard for longer than allowed. */
    SILENT,
    /** The sender said that it ends, and blocks are missing. */
    ENDED,
    /** Every block is there: {@code medium:receive}. */
    COMPLETE
  }

  public TransferStatus {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(state, "state");
  }
}
