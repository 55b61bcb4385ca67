package io.sallyport.audit.internal;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.TufKey;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.KnownLog;
import io.sallyport.trust.site.RunningPointer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What the appliance remembers of the log outside of it, and whether the log that is there continues that (ADR 0048). Thread-safe. */
final class LogMemory {
  /** Nothing is remembered. */
  static final LogMemory NONE = new LogMemory(Optional.empty(), Optional.empty());

  private final Optional<KnownLog> remembered;
  private volatile Optional<Refusal> refusal;

  /** @param refusal why the log that is there is not the remembered one */
  private LogMemory(Optional<KnownLog> remembered, Optional<Refusal> refusal) {
    this.remembered = remembered;
    this.refusal = refusal;
  }

  /**
   * What the running pointer says, or, if that is not there or not the appliance's, the journal.
   *
   * @param site DATA/site
   */
  static Optional<KnownLog> read(Path site, TufKey appliance) {
    Role role = new Role("timestamp", List.of(appliance.id()), 1, Map.of(appliance.id(), appliance));
    try {
      Optional<KnownLog> pointer = RunningPointer.read(site, role).flatMap(RunningPointer::log);
      if (pointer.isPresent()) {
        return pointer;
      }
    } catch (RefusedException | UncheckedIOException e) {
      // provision tells people about it
    }
    try {
      return JournalFile.read(site).log();
    } catch (RefusedException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /**
   * Compares.
   *
   * @param size entries that the log had when it was opened
   * @param root the tree hash, in hex, of its first entries
   */
  static LogMemory compared(Optional<KnownLog> remembered, long size, LongFunction<String> root, Path where) {
    return new LogMemory(remembered, remembered.flatMap(known -> difference(known, size, root, where)));
  }

  private static Optional<Refusal> difference(KnownLog known, long size, LongFunction<String> root, Path where) {
    if (size < known.size()) {
      return Optional.of(Refusals.discontinued("SP-AUDIT-0020", (size == 0 ? "the audit log is missing" : "the audit log has " + size + " entries") + ", at "
          + known.time() + " it had " + known.size(), where));
    }
    try {
      return root.apply(known.size()).equals(known.root()) ? Optional.empty()
          : Optional.of(Refusals.discontinued("SP-AUDIT-0021", "the first " + known.size() + " entries of the audit log are others than at " + known.time(), where));
    } catch (RefusedException e) {
      return Optional.of(Refusals.discontinued("SP-AUDIT-0021", "the first " + known.size() + " entries of the audit log cannot be compared: " + e.refusal().what(), where));
    }
  }

  /** What was remembered, as long as the log is not that. */
  Optional<KnownLog> missed() {
    return refusal.isPresent() ? remembered : Optional.empty();
  }

  Optional<Refusal> refusal() {
    return refusal;
  }

  void acknowledge() {
    refusal = Optional.empty();
  }
}
