package io.sallyport.provision.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Stray;
import io.sallyport.vault.Packages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what lies among the metadata and is no part of it: an alarm as long as it is there, an audit entry once in each run. Looks again when
 * one of the folders has changed. Thread-safe.
 */
final class StrayWatch {
  private static final Logger LOG = LoggerFactory.getLogger(StrayWatch.class);

  /** What was found when the folders looked like that. */
  private record Found(String folders, List<Refusal> strays) {}

  private final Site site;
  private final Packages packages;
  private final AuditLog audit;
  private final List<Path> folders;
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private Found found = new Found("", List.of());

  StrayWatch(Site site, Packages packages, AuditLog audit) {
    this.site = site;
    this.packages = packages;
    this.audit = audit;
    Path data = site.directory().getParent();
    this.folders = List.of(site.directory().resolve("metadata"), site.directory().resolve("candidate"), data.resolve("vendor/roots"));
  }

  /** What is there now; never throws. */
  synchronized List<Refusal> look() {
    try {
      String now = folders.stream().map(StrayWatch::listing).collect(Collectors.joining("\n"));
      if (!now.equals(found.folders())) {
        found = new Found(now, strays());
        found.strays().forEach(this::record);
      }
      return found.strays();
    } catch (RefusedException | UncheckedIOException e) {
      LOG.warn("It cannot be told what lies among the metadata", e);
      return List.of();
    }
  }

  private List<Refusal> strays() {
    if (!site.repository().commissioned()) {
      return List.of();
    }
    List<Stray> strays = new ArrayList<>(site.strays());
    strays.addAll(vendorRoots());
    return strays.stream().map(Stray::refusal).toList();
  }

  private List<Stray> vendorRoots() {
    Set<String> known = packages.vendor().map(PinnedMetadata::roots).orElse(List.of()).stream().map(pin -> pin.version() + ".root.json").collect(Collectors.toSet());
    return known.isEmpty() ? List.of() : entries(folders.get(2)).stream().filter(path -> !known.contains(path.getFileName().toString()))
        .filter(path -> !path.getFileName().toString().endsWith(".tmp")).map(path -> new Stray(path, "no chain of the vendor's roots leads to it")).toList();
  }

  private void record(Refusal stray) {
    if (recorded.add(stray.message())) {
      LOG.warn("{}", stray.message());
      try {
        audit.append(AuditEntry.of("site.stray").system("provision").action("ignore").object(stray.where()).outcome(Outcome.REFUSED).code(stray.code()).reason(stray.what()).build());
      } catch (RefusedException e) {
        LOG.warn("That could not be recorded", e);
      }
    }
  }

  private static String listing(Path folder) {
    return entries(folder).stream().map(StrayWatch::stamp).collect(Collectors.joining("\n"));
  }

  private static String stamp(Path path) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return path.getFileName() + " " + now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey();
    } catch (IOException gone) {
      return path.getFileName().toString();
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
