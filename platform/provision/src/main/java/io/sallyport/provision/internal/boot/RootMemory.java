package io.sallyport.provision.internal.boot;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.provision.internal.Refusals;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRoot;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running pointer names the site root in force, so that a damaged root is not taken for a stray and an earlier one for the newest. One
 * that an older release wrote names none: then the audit log says once which root was the last. Not thread-safe.
 */
final class RootMemory {
  private static final Logger LOG = LoggerFactory.getLogger(RootMemory.class);
  private static final int PAGE = 10_000;
  private final Site site;
  private final AuditLog audit;

  RootMemory(Site site, AuditLog audit) {
    this.site = site;
    this.audit = audit;
  }

  /** @throws RefusedException SP-TRUST-0120 if the log saw a later root than is here */
  void require() {
    if (unknown() && site.running().root().isEmpty()) {
      SiteRoot root = site.repository().root();
      if (recorded() > root.version()) {
        throw Refusals.refuse("SP-TRUST-0120", "site root " + recorded() + ", which was in force, is missing or damaged", site.directory().resolve("metadata").toString(),
            "put the signed root back: appliance:import-root, or restore site/metadata from a backup");
      }
    }
  }

  /** Has the pointer name the root in force; a disk that cannot be written keeps nothing from running. */
  void keep() {
    if (!unknown()) {
      return;
    }
    try {
      if (site.running().root().isPresent()) {
        SiteRoot root = site.repository().root();
        audit.append(AuditEntry.of("site.rotated").system("provision").action("find another root on disk").object("site")
            .after(JsonObject.builder().put("version", root.version()).put("sha256", root.sha256()).build()).digest("root", root.sha256()).build());
      }
      site.rememberRoot();
    } catch (RefusedException | UncheckedIOException e) {
      LOG.warn("The running pointer cannot be written: the site root in force is not remembered yet", e);
    }
  }

  /** Nothing need be kept of a site that has its first root and runs nothing. */
  private boolean unknown() {
    SiteRoot root = site.repository().root();
    RunningPointer pointer = site.running();
    boolean fresh = root.version() == 1 && pointer.equals(RunningPointer.NONE);
    return !fresh && !pointer.root().filter(RunningPointer.KnownRoot.of(root)::equals).isPresent();
  }

  /** The version of the last root that the log saw come into force; 0 if it saw none. */
  private long recorded() {
    long last = 0;
    long from = 0;
    List<StoredEntry> page = audit.read(from, PAGE);
    while (!page.isEmpty()) {
      for (StoredEntry entry : page) {
        JsonObject json = entry.json();
        if (json.string("type").equals("site.rotated")) {
          last = json.optionalObject("after").flatMap(after -> after.optionalInteger("version")).orElse(last);
        }
      }
      from += page.size();
      page = audit.read(from, PAGE);
    }
    return last;
  }
}
