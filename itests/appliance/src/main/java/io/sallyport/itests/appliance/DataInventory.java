package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The table of every file below an appliance's data directory, read from the page that people read ({@code data-directory.md}): who writes
 * it, who reads it, what a hostile one could do, what holds it, and what happens without it. Immutable.
 *
 * @param rows in the order of the page
 */
public record DataInventory(List<Row> rows) {
  private static final String PAGE = "karaf-assembly/src/main/docs/data-directory.md";
  private static final int COLUMNS = 6;
  private static final Pattern PATHS = Pattern.compile("`([^`]+)`");

  public DataInventory {
    rows = List.copyOf(rows);
  }

  /** What the appliance does at its next start if a file of the row is damaged or gone. */
  public enum Effect {
    /** Ready, with everything that ran before: the file is made anew, or nothing needed it. */
    REBUILT,
    /** Ready, with every package that ran before; what is lost is told with a code. */
    TOLD,
    /** What depends on the file does not run, or nobody can log in, until it is restored; told with a code. */
    STOPS
  }

  /**
   * One row of the table.
   *
   * @param patterns globs below the data directory: {@code *} within a name, {@code **} across names
   */
  public record Row(List<String> patterns, Effect effect) {
    public Row {
      patterns = List.copyOf(patterns);
    }

    /** @param path relative to the data directory */
    public boolean names(Path path) {
      return patterns.stream().anyMatch(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(path));
    }
  }

  public static DataInventory of(Project project) {
    try {
      return parse(Files.readString(project.built(PAGE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** @throws IllegalArgumentException if a row is malformed, or there is none */
  static DataInventory parse(String page) {
    List<Row> rows = new ArrayList<>();
    for (String line : page.lines().filter(each -> each.startsWith("| `")).toList()) {
      String[] cells = line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1);
      if (cells.length != COLUMNS || Stream.of(cells).anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("not " + COLUMNS + " cells with text: " + line);
      }
      List<String> patterns = new ArrayList<>();
      Matcher path = PATHS.matcher(cells[0]);
      while (path.find()) {
        patterns.add(path.group(1));
      }
      rows.add(new Row(patterns, effect(cells[COLUMNS - 1].strip(), line)));
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("no rows");
    }
    return new DataInventory(rows);
  }

  private static Effect effect(String cell, String line) {
    String word = cell.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    return Stream.of(Effect.values()).filter(effect -> effect.name().equals(word)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the last cell begins with none of rebuilt, told, stops: " + line));
  }

  /** The first row that names the path, relative to the data directory. */
  public Optional<Row> row(Path path) {
    return rows.stream().filter(row -> row.names(path)).findFirst();
  }

  /** What lies below a data directory and is in no row: files, links, pipes; sorted. */
  public List<Path> unlisted(Path data) {
    return paths(data).stream().filter(path -> row(path).isEmpty()).toList();
  }

  /** Everything below the data directory that is no directory, relative to it; sorted. */
  public static List<Path> paths(Path data) {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).map(data::relativize).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
