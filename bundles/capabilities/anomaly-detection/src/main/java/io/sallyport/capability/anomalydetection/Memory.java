package io.sallyport.capability.anomalydetection;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.lifecycle.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What a watch has learnt, over restarts and swaps. Used by one thread at a time. */
final class Memory {
  private static final String FORM = "sallyport.anomaly-detection/1";
  private static final int LONGEST = 200;

  private final AssetWatch watch;
  private final StateFile state;
  private final AuditTrail audit;
  private long kept;

  /** @param directory the package's own */
  Memory(AssetWatch watch, Path directory, AuditTrail audit) {
    this.watch = watch;
    this.state = StateFile.of(directory, watch.settings().name(), FORM);
    this.audit = audit;
  }

  /**
   * Reads what is kept, and records which forest it is. A file that is damaged, or learnt under other settings, is put aside and recorded,
   * and learning begins anew.
   *
   * @throws IllegalStateException SP-ANOMALY-0003 if the file cannot be read or put aside, or that cannot be recorded
   */
  void load() {
    String name = state.file().getFileName().toString();
    try {
      StateFile.Found found = state.read(watch::read);
      if (found instanceof StateFile.Found.Damaged damaged) {
        audit.record("anomaly.discarded", "set aside", name, AuditTrail.Outcome.DONE, Map.of("why", shortened(damaged.why())));
        state.setAside();
      } else if (found instanceof StateFile.Found.Content) {
        audit.record("anomaly.loaded", "load", name, AuditTrail.Outcome.DONE, Map.of("forest", watch.forest().map(TrainedForest::digest).orElse("none")));
      }
    } catch (IOException e) {
      throw new IllegalStateException("SP-ANOMALY-0003: what was learnt cannot be read: " + e.getMessage() + " – " + state.file() + " – see the disk and its rights", e);
    }
  }

  /** Writes it, if anything has changed since. @throws IOException if it cannot be written */
  void save() throws IOException {
    long changes = watch.changes();
    if (changes != kept) {
      state.write(watch::write);
      kept = changes;
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
