package io.sallyport.provision.internal.plan;

import io.sallyport.trust.site.SemVer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A publisher's notes (Markdown), cut into the entries of versions: headings that name a version begin one. */
final class Changelog {
  private static final Pattern HEADING = Pattern.compile("^#{1,4} .*?(?<![0-9.])v?([0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?)\\b.*$");

  private record Entry(SemVer version, String text) {}

  private Changelog() {}

  /**
   * The entries above the version left, up to the version taken, in the order of the text. Where no heading names a version the whole text
   * is returned, for it cannot be said what of it is new.
   *
   * @param from empty for a package that is new: then everything up to {@code to}
   */
  static String between(String text, Optional<String> from, String to) {
    List<Entry> entries = entries(text);
    if (entries.isEmpty()) {
      return text.strip();
    }
    Optional<SemVer> least = from.flatMap(SemVer::parse);
    SemVer most = SemVer.parse(to).orElseThrow();
    List<String> shown = entries.stream().filter(entry -> entry.version().compareTo(most) <= 0 && least.filter(version -> entry.version().compareTo(version) <= 0).isEmpty())
        .map(Entry::text).toList();
    return String.join("\n\n", shown);
  }

  private static List<Entry> entries(String text) {
    List<Entry> entries = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    Optional<SemVer> version = Optional.empty();
    for (String line : text.split("\n", -1)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        version.ifPresent(known -> entries.add(new Entry(known, lines.toString().strip())));
        lines.setLength(0);
        version = SemVer.parse(heading.group(1));
      }
      lines.append(line).append('\n');
    }
    version.ifPresent(known -> entries.add(new Entry(known, lines.toString().strip())));
    return entries;
  }
}
