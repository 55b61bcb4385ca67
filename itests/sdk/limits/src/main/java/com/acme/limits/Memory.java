package com.acme.limits;

import io.sallyport.api.insight.Severity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** Keeps the episodes that last over a restart of the plugin, in one file. Not thread-safe. */
final class Memory {
  private static final String FILE = "lasting.properties";

  private final Path file;

  /** @param directory the plugin's own, there */
  Memory(Path directory) {
    this.file = directory.resolve(FILE);
  }

  /**
   * The episodes of the last {@link #save}; none if there was none.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is not ours
   */
  List<Episode> load() {
    Properties lines = new Properties();
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; lines.containsKey(i + ".id"); i++) {
      episodes.add(episode(lines, i + "."));
    }
    return episodes;
  }

  /** @throws UncheckedIOException if the file cannot be written; the one before is whole */
  void save(Collection<Episode> episodes) {
    Properties lines = new Properties();
    int i = 0;
    for (Episode episode : episodes) {
      put(lines, i++ + ".", episode);
    }
    Path next = file.resolveSibling(FILE + ".next");
    try {
      try (Writer out = Files.newBufferedWriter(next)) {
        lines.store(out, null);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  private static void put(Properties lines, String at, Episode episode) {
    Verdict worst = episode.worst();
    lines.setProperty(at + "id", episode.id().toString());
    lines.setProperty(at + "rule", episode.subject().rule());
    lines.setProperty(at + "asset", episode.subject().asset());
    lines.setProperty(at + "signal", episode.subject().signal());
    lines.setProperty(at + "kind", episode.subject().kind().name());
    lines.setProperty(at + "unit", episode.unit());
    lines.setProperty(at + "since", episode.from().toString());
    lines.setProperty(at + "severity", worst.severity().name());
    lines.setProperty(at + "found", Double.toString(worst.found()));
    lines.setProperty(at + "limit", Double.toString(worst.limit()));
    lines.setProperty(at + "from", Long.toString(worst.from()));
    lines.setProperty(at + "to", Long.toString(worst.to()));
  }

  private static Episode episode(Properties lines, String at) {
    Subject subject = new Subject(get(lines, at + "rule"), get(lines, at + "asset"), get(lines, at + "signal"), Kind.valueOf(get(lines, at + "kind")));
    Verdict worst = new Verdict(Verdict.State.BEYOND, Severity.valueOf(get(lines, at + "severity")), Double.parseDouble(get(lines, at + "found")),
        Double.parseDouble(get(lines, at + "limit")), Long.parseLong(get(lines, at + "from")), Long.parseLong(get(lines, at + "to")));
    return new Episode(UUID.fromString(get(lines, at + "id")), subject, get(lines, at + "unit"), Instant.parse(get(lines, at + "since")),
        Optional.empty(), worst);
  }

  private static String get(Properties lines, String key) {
    String value = lines.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(FILE + " lacks " + key);
    }
    return value;
  }
}
