package io.sallyport.trust.site;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * The journal as it lies on disk, {@code site/journal.jsonl} (ADR 0002). Reading changes nothing. Immutable.
 *
 * @param entries the intact lines, in order
 * @param intact their length, in bytes: what follows is a torn last line
 * @param length of the file, in bytes
 */
public record JournalFile(List<Entry> entries, int intact, int length) {
  public static final String NAME = "journal.jsonl";

  /**
   * One line: a phase ({@code begin end failed}) of a step of the apply of a generation on a base.
   *
   * @param log the audit log at the end of an apply (ADR 0048); empty elsewhere
   */
  public record Entry(long seq, String time, int generation, int base, String step, String phase, Optional<KnownLog> log) {
    /** One that does not remember the audit log. */
    public Entry(long seq, String time, int generation, int base, String step, String phase) {
      this(seq, time, generation, base, step, phase, Optional.empty());
    }

    /** The same, remembering the audit log. */
    public Entry remembering(Optional<KnownLog> known) {
      return new Entry(seq, time, generation, base, step, phase, known);
    }

    /** Whether the line ends an apply. */
    public boolean last() {
      return phase.equals("end") && (step.equals("finish") || step.equals("abandon"));
    }

    /** The line with its checksum and its end. */
    public byte[] line() {
      JsonObject json = json();
      return (json.toBuilder().put("crc", crc(json)).build() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private JsonObject json() {
      JsonObject.Builder json = JsonObject.builder().put("seq", seq).put("time", time).put("generation", generation).put("base", base).put("step", step).put("phase", phase);
      log.ifPresent(known -> json.put("log", known.toJson()));
      return json.build();
    }
  }

  public JournalFile {
    entries = List.copyOf(entries);
  }

  /** Whether a crash cut the last line short. */
  public boolean torn() {
    return intact < length;
  }

  /** The generation that was committed last; empty if none was. */
  public static OptionalInt committed(List<Entry> entries) {
    return entries.stream().filter(entry -> entry.step().equals("finish")).mapToInt(Entry::generation).reduce((first, second) -> second);
  }

  /** The audit log as the newest line that remembers it has it. */
  public Optional<KnownLog> log() {
    return entries.stream().flatMap(entry -> entry.log().stream()).reduce((first, second) -> second);
  }

  /**
   * Reads the journal; one that is not there is empty.
   *
   * @param site DATA/site
   * @throws RefusedException SP-APPLY-0020 if a line before the last is damaged
   */
  public static JournalFile read(Path site) {
    Path file = site.resolve(NAME);
    byte[] bytes = bytes(file);
    List<Entry> entries = new ArrayList<>();
    int start = 0;
    while (start < bytes.length) {
      int end = start;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      Optional<Entry> entry = end < bytes.length ? parse(Arrays.copyOfRange(bytes, start, end)) : Optional.empty();
      if (entry.isEmpty() && end < bytes.length - 1) {
        throw new RefusedException(new Refusal("SP-APPLY-0020", "the journal is damaged in the line after entry " + entries.size(), file.toString(),
            "find out who changed it; restore DATA/site from a backup"));
      }
      if (entry.isEmpty()) {
        break;
      }
      entries.add(entry.get());
      start = end + 1;
    }
    return new JournalFile(entries, start, bytes.length);
  }

  private static Optional<Entry> parse(byte[] line) {
    try {
      JsonObject json = Json.parseObject(line, "journal");
      boolean intact = json.string("crc").equals(crc(json.toBuilder().remove("crc").build()));
      return intact ? Optional.of(new Entry(json.integer("seq"), json.string("time"), (int) json.integer("generation"), (int) json.integer("base"), json.string("step"), json.string("phase"),
          json.optionalObject("log").map(KnownLog::fromJson)))
          : Optional.empty();
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static String crc(JsonObject line) {
    CRC32C crc = new CRC32C();
    crc.update(CanonicalJson.encode(line));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
