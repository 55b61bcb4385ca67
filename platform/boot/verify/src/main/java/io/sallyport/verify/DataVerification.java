package io.sallyport.verify;

import io.sallyport.gate.GateInspection;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Stray;
import io.sallyport.verify.sbom.Bom;
import io.sallyport.verify.sbom.Component;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A data directory at rest: the site repository as the gate judges it, the vault entry by entry, the content that
 * admitted generations need, the journal, the trusted vendor metadata. One use.
 */
final class DataVerification {
  private final Path home;
  private final Path data;
  private final List<Refusal> findings = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Set<String> descriptors = new LinkedHashSet<>();
  private final JsonObject.Builder facts = JsonObject.builder();

  /** What was found in a data directory; {@code packages} are those of admitted generations, each once. */
  record Checked(JsonObject facts, List<String> lines, List<Component> packages, List<Refusal> findings) {}

  DataVerification(Path home, Path data) {
    this.home = home;
    this.data = data;
  }

  Checked run() {
    facts.put("directory", data.toString());
    lines.add("data at " + data);
    try {
      requireStopped();
      gate();
      vault();
      collect(this::site);
      collect(this::vendor);
    } catch (RefusedException e) {
      findings.add(e.refusal());
    } catch (UncheckedIOException e) {
      findings.add(Bytes.unreadable(data, e.getCause().toString()).refusal());
    }
    boolean intact = findings.isEmpty();
    return new Checked(facts.build(), lines, intact ? descriptors.stream().map(this::component).toList() : List.of(), findings);
  }

  /** A running appliance changes its files while they are compared. */
  private void requireStopped() {
    Path file = data.resolve("run/launcher.lock");
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (lock == null) {
        throw inUse(file);
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(file);
    } catch (IOException e) {
      lines.add("  it could not be told whether an appliance runs on it: " + e);
    }
  }

  private static RefusedException inUse(Path file) {
    return new RefusedException(new Refusal("SP-LAUNCH-0012", "an appliance runs on this data directory, and changes it while it is looked at", file.toString(), "stop it first: sallyport stop"));
  }

  private void gate() {
    try {
      GateInspection gate = GateInspection.of(home, data);
      findings.addAll(gate.refusals());
      facts.put("generations", gate.generations()).put("bundlesOfGenerations", gate.siteDigests());
      lines.add("  gate     admits " + gate.platformDigests() + " bundles of the inventory and " + gate.siteDigests() + " of generations " + gate.generations() + "; the cache is never read");
    } catch (IllegalStateException e) {
      // The inventory itself: a finding about HOME says it already, in more detail.
      lines.add("  gate     not asked: " + e.getMessage());
    }
  }

  private void vault() {
    VaultVerification vault = VaultVerification.of(data);
    findings.addAll(vault.findings());
    facts.put("vault", JsonObject.builder().put("entries", vault.entries()).put("bytes", vault.bytes()).build());
    lines.add("  vault    " + vault.entries() + " entries, " + vault.bytes() + " bytes against their digests");
  }

  private void site() {
    JournalFile journal = JournalFile.read(data.resolve("site"));
    facts.put("journal", JsonObject.builder().put("entries", journal.entries().size()).put("torn", journal.torn()).build());
    lines.add("  journal  " + journal.entries().size() + " entries" + (journal.torn() ? ", and a last one that a crash cut short" : ""));
    SiteRepository site = SiteRepository.installed(home, data);
    if (!site.commissioned()) {
      lines.add("  site     not commissioned");
      return;
    }
    RunningPointer pointer = site.running();
    SiteRoot first = site.roots().versions().get(0);
    boolean anchored = SiteAnchor.read(home).isPresent();
    facts.put("running", pointer.running()).put("firstSiteRoot", first.sha256()).put("anchored", anchored);
    lines.add("  site     " + (pointer.running() == 0 ? "no generation runs" : "generation " + pointer.running() + " runs") + "; first root " + first.sha256() + ", "
        + (anchored ? "as the distribution is anchored to it" : "to which the distribution is not anchored"));
    List<Stray> strays = site.strays();
    facts.put("strays", strays.stream().map(stray -> stray.path().toString()).toList());
    strays.forEach(stray -> lines.add("  stray    " + stray.refusal().message()));
    OptionalInt committed = JournalFile.committed(journal.entries());
    if (committed.isPresent() && committed.getAsInt() != pointer.running()) {
      findings.add(new Refusal("SP-APPLY-0023", "the running pointer names generation " + pointer.running() + ", the journal says that " + committed.getAsInt() + " was committed last",
          data.resolve("site").toString(), "find out who changed it; apply or plan the generation that is to run"));
    }
    pointer.log().or(journal::log).flatMap(known -> AuditSize.refusal(data, known)).ifPresent(findings::add);
    new TreeSet<>(pointer.admitted()).forEach(generation -> collect(() -> needed(site, generation)));
  }

  private void needed(SiteRepository site, int generation) {
    Generation admitted = site.generation(generation);
    descriptors.addAll(admitted.packages().values());
    admitted.traffic().forEach(entry -> lines.add("  traffic  generation " + generation + ": candidate " + entry.candidate() + ", " + entry.words()));
    for (TargetFile file : admitted.targets().values()) {
      if (VaultVerification.missing(data, file)) {
        findings.add(new Refusal("SP-LAUNCH-0010", "content that generation " + generation + " needs is not in the vault", file.path() + " " + file.sha256(),
            "import the medium that carries it, or restore the vault from a backup"));
      }
    }
  }

  private Component component(String descriptor) {
    return Bom.pack(Descriptor.parse(Bytes.of(VaultVerification.path(data, descriptor)), descriptor), sha256 -> VaultVerification.path(data, sha256));
  }

  private void vendor() {
    VendorMetadata.version(home, data).ifPresentOrElse(version -> {
      facts.put("vendorTargetsVersion", version);
      lines.add("  vendor   metadata version " + version);
    }, () -> lines.add("  vendor   nothing imported yet"));
  }

  /** Goes on with the rest after a refusal; the gate may have found the same. */
  private void collect(Runnable check) {
    try {
      check.run();
    } catch (RefusedException e) {
      boolean known = findings.stream().anyMatch(finding -> finding.what().contains(e.refusal().what()));
      if (!known) {
        findings.add(e.refusal());
      }
    }
  }
}
