package io.sallyport.provision.internal.site;

import io.sallyport.provision.internal.Refusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * {@code site/journal.jsonl} (ADR 0002): each step is on disk before its effect. A torn last line is dropped on opening; a damaged
 * earlier line is refused. Not thread-safe: the engine's lock guards it.
 */
public final class Journal {
  /** Phases of a step. */
  public enum Phase { BEGIN, END, FAILED }

  /** One line. */
  public record Entry(long seq, String time, int generation, int base, String step, String phase) {
    /** Whether the line ends an apply. */
    public boolean last() {
      return phase.equals("end") && (step.equals("finish") || step.equals("abandon"));
    }
  }

  private final Path file;
  private final Clock clock;
  private final List<Entry> entries;

  /** @throws RefusedException SP-APPLY-0020 if a line before the last is damaged */
  public Journal(Path site, Clock clock) {
    this.file = site.resolve("journal.jsonl");
    this.clock = clock;
    this.entries = open(file);
  }

  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The newest line of an apply that neither finished nor was abandoned. */
  public Optional<Entry> unfinished() {
    return entries.isEmpty() || entries.get(entries.size() - 1).last() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /** Appends a line and returns after fsync. */
  public void write(int generation, int base, String step, Phase phase) {
    long seq = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).seq() + 1;
    JsonObject line = JsonObject.builder().put("seq", seq).put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString()).put("generation", generation)
        .put("base", base).put("step", step).put("phase", phase.name().toLowerCase(java.util.Locale.ROOT)).build();
    JsonObject framed = line.toBuilder().put("crc", crc(line)).build();
    AtomicFiles.appendDurable(file, (framed + "\n").getBytes(StandardCharsets.UTF_8));
    entries.add(entry(line));
  }

  private static List<Entry> open(Path file) {
    List<Entry> entries = new ArrayList<>();
    if (!Files.exists(file)) {
      return entries;
    }
    byte[] bytes = read(file);
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      Optional<Entry> entry = end < bytes.length ? parse(bytes, start, end) : Optional.empty();
      if (entry.isEmpty()) {
        if (end < bytes.length - 1) {
          throw Refusals.refuse("SP-APPLY-0020", "the journal is damaged in the line after entry " + entries.size(), file.toString(),
              "find out who changed it; restore DATA/site from a backup");
        }
        truncate(file, start);
        return entries;
      }
      entries.add(entry.get());
      start = end + 1;
    }
    return entries;
  }

  private static Optional<Entry> parse(byte[] bytes, int start, int end) {
    try {
      JsonObject framed = Json.parseObject(java.util.Arrays.copyOfRange(bytes, start, end), "journal");
      JsonObject line = framed.toBuilder().remove("crc").build();
      return framed.string("crc").equals(crc(line)) ? Optional.of(entry(line)) : Optional.empty();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(JsonObject line) {
    return new Entry(line.integer("seq"), line.string("time"), (int) line.integer("generation"), (int) line.integer("base"), line.string("step"), line.string("phase"));
  }

  private static String crc(JsonObject line) {
    CRC32C crc = new CRC32C();
    crc.update(CanonicalJson.encode(line));
    return String.format("%08x", crc.getValue());
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops a torn tail, so that the next line does not continue it. */
  private static void truncate(Path file, int length) {
    try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(length);
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
