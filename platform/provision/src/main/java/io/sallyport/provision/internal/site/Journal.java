package io.sallyport.provision.internal.site;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.KnownLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes {@code site/journal.jsonl} (ADR 0002): each step is on disk before its effect. A torn last line is dropped on opening, and before the
 * next line if a full disk let only part of it in; a damaged earlier line is refused. Not thread-safe: the engine's lock guards it.
 */
public final class Journal {
  /** Phases of a step. */
  public enum Phase { BEGIN, END, FAILED }

  private final Path file;
  private final Clock clock;
  private final Supplier<Optional<KnownLog>> log;
  private final List<JournalFile.Entry> entries;
  private int intact;

  /**
   * @param log what is to be remembered of the audit log at the end of an apply
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0020 if a line before the last is damaged
   */
  public Journal(Path site, Clock clock, Supplier<Optional<KnownLog>> log) {
    this.file = site.resolve(JournalFile.NAME);
    this.clock = clock;
    this.log = log;
    JournalFile found = JournalFile.read(site);
    this.intact = found.intact();
    dropTornTail();
    this.entries = new ArrayList<>(found.entries());
  }

  public List<JournalFile.Entry> entries() {
    return List.copyOf(entries);
  }

  /** The newest line of an apply that neither finished nor was abandoned. */
  public Optional<JournalFile.Entry> unfinished() {
    return entries.isEmpty() || entries.get(entries.size() - 1).last() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /** Appends a line and returns after fsync. */
  public void write(int generation, int base, String step, Phase phase) {
    long seq = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).seq() + 1;
    JournalFile.Entry entry = new JournalFile.Entry(seq, clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(), generation, base, step, phase.name().toLowerCase(Locale.ROOT));
    entry = entry.last() ? entry.remembering(log.get()) : entry;
    byte[] line = entry.line();
    dropTornTail();
    AtomicFiles.appendDurable(file, line);
    intact += line.length;
    entries.add(entry);
  }

  /** So that the next line does not continue it. */
  private void dropTornTail() {
    try {
      if (Files.exists(file) && Files.size(file) > intact) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(intact);
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
