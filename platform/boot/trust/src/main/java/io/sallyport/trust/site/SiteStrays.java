package io.sallyport.trust.site;

import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells what in {@code site/metadata} no signature leads to: files under names that nothing has, files that are named like a root, generation,
 * rollback or snapshot and are none. Each is looked at by its name; opened are plain files only.
 */
final class SiteStrays {
  private static final Pattern NUMBERED = Pattern.compile("([1-9][0-9]{0,8})\\.(root|targets|rollback|snapshot)\\.json");
  /** What a write leaves that a power cut interrupts. */
  private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.tmp");
  private static final int MOST_TOLD = 50;
  private final SiteRepository site;
  private final Path metadata;

  SiteStrays(SiteRepository site, Path metadata) {
    this.site = site;
    this.metadata = metadata;
  }

  /** At most 50, and then how many more there are; by name. */
  List<Stray> list() {
    List<Path> entries = entries();
    if (entries.isEmpty()) {
      return List.of();
    }
    SiteRoots roots = site.roots();
    int highest = site.highestGeneration();
    long published = site.publishedSnapshot();
    List<Stray> strays = new ArrayList<>();
    for (Path entry : entries) {
      why(entry, roots, highest, published).ifPresent(why -> strays.add(new Stray(entry, why)));
    }
    if (strays.size() <= MOST_TOLD) {
      return strays;
    }
    List<Stray> told = new ArrayList<>(strays.subList(0, MOST_TOLD));
    told.add(new Stray(metadata, "and " + (strays.size() - MOST_TOLD) + " more"));
    return told;
  }

  private Optional<String> why(Path entry, SiteRoots roots, int highest, long published) {
    String name = entry.getFileName().toString();
    if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of("a link, a directory or a special file");
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (!numbered.matches()) {
      return name.equals("timestamp.json") || TEMPORARY.matcher(name).matches() ? Optional.empty() : Optional.of("nothing has that name");
    }
    int number = Integer.parseInt(numbered.group(1));
    return switch (numbered.group(2)) {
      case "root" -> root(number, roots);
      case "targets" -> refused(() -> generation(number, roots, highest));
      case "rollback" -> refused(() -> site.requireSignedRollback(roots, number));
      default -> number <= published ? Optional.empty() : Optional.of("the appliance has not published so many snapshots");
    };
  }

  private Optional<String> root(int version, SiteRoots roots) {
    long inForce = roots.inForce().version();
    if (version <= inForce) {
      return Optional.empty();
    }
    return version == inForce + 1 ? refused(() -> SiteRoots.next(roots.inForce(), next -> site.read(next, "root")))
        : Optional.of("no chain of site roots leads to it: site root " + inForce + " is in force");
  }

  /** Below the highest, only what has the form of another number: whoever goes back to one verifies it. */
  private void generation(int number, SiteRoots roots, int highest) {
    if (number > highest) {
      site.requireSigned(roots, number);
    } else {
      site.requireForm(number);
    }
  }

  private static Optional<String> refused(Runnable check) {
    try {
      check.run();
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal().code() + ": " + Text.shown(e.refusal().what()));
    } catch (RuntimeException e) {
      return Optional.of(Text.shown(String.valueOf(e.getMessage())));
    }
  }

  private List<Path> entries() {
    try (Stream<Path> files = Files.list(metadata)) {
      return files.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
