package io.sallyport.gate;

import java.time.Instant;

/**
 * One refusal of the gate, as kept in memory and in the refusal spool.
 *
 * @param time when it was refused, UTC
 * @param code registered code, {@code SP-GATE-NNNN}
 * @param operation {@code install}, {@code update}, {@code start}, {@code resolve} or {@code admission}
 * @param location what the caller named: a bundle location, a path or a file; never null
 * @param sha256 lower-case hex digest of the refused bytes, empty if none were read
 * @param what the sentence that says what was refused
 * @param next what to do now
 */
public record GateRefusal(Instant time, String code, String operation, String location, String sha256, String what, String next) {
  /** The refusal in one line: code, what, where, next step. */
  @Override public String toString() {
    return code + ": " + what + " – " + location + " – " + next;
  }
}
