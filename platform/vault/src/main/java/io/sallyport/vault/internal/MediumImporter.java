package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.FlooredClock;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.CrashPoint;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufClient;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.trust.site.Waiver;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.MediumImport;
import io.sallyport.vault.MediumInfo;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Vault;
import io.sallyport.vault.VaultPackage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The import, as a sequence of steps. */
@Component(service = MediumImport.class)
public final class MediumImporter implements MediumImport {
  private static final Clock NEVER_EXPIRED = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final ContentStore vault;
  private final PackageCatalogue catalogue;
  private final VendorStore store;
  private final PackagePolicy policy;
  private final AuditLog audit;
  private final ImportRecords imports;
  private final FlooredClock clock;
  private final ExpiryWaivers waivers;
  private final CrashPoint crash;
  private final ReentrantLock busy;

  @Activate
  public MediumImporter(BundleContext context, @Reference ContentStore vault, @Reference PackageCatalogue catalogue, @Reference AuditLog audit) {
    this(Directories.data(context), Directories.home(context), vault, catalogue, audit, Clock.systemUTC());
  }

  public MediumImporter(Path data, Path home, ContentStore vault, PackageCatalogue catalogue, AuditLog audit, Clock clock) {
    this.vault = vault;
    this.catalogue = catalogue;
    this.store = catalogue.store();
    this.policy = new PackagePolicy(new PlatformJars(home));
    this.audit = audit;
    this.imports = new ImportRecords(data, audit);
    this.clock = new FlooredClock(clock, audit);
    this.waivers = new ExpiryWaivers(home, data, audit);
    this.crash = CrashPoint.fromSystemProperties();
    this.busy = vault.changing();
  }

  @Override
  public ImportReport importFrom(Path medium, Optional<byte[]> waiver, Actor actor, ProgressListener progress) {
    try {
      return importAlone(medium, waiver, actor, progress);
    } catch (RefusedException e) {
      audit.append(entry("medium.refused", actor, medium).outcome(Outcome.REFUSED).code(e.refusal().code()).reason(e.refusal().what() + ": " + e.refusal().where()).build());
      throw e;
    }
  }

  private ImportReport importAlone(Path medium, Optional<byte[]> waiver, Actor actor, ProgressListener progress) {
    exclusively(medium);
    try {
      vault.requireWritable();
      return run(medium, waiver.map(bytes -> Waiver.read(bytes, "the waiver")), actor, progress);
    } finally {
      store.discard();
      busy.unlock();
    }
  }

  @Override
  public MediumInfo info(Path medium) {
    exclusively(medium);
    try {
      MediumTree tree = MediumTree.scan(medium);
      JsonObject label = tree.label();
      TufClient client = store.rehearse(new DirectoryFetcher(tree.root().resolve("metadata")), clock);
      client.refresh();
      MediumContent content = MediumContent.match(tree, client.allTargets(), vault);
      return MediumInfos.of(label, content, client, vault);
    } finally {
      store.discard();
      busy.unlock();
    }
  }

  @Override
  public byte[] waiver(Path medium, String reason) {
    exclusively(medium);
    try {
      TufClient client = store.rehearse(new DirectoryFetcher(MediumTree.scan(medium).root().resolve("metadata")), NEVER_EXPIRED);
      client.refresh();
      return waivers.draft(client.pinned().timestamp().sha256(), reason).envelope().toBytes();
    } finally {
      store.discard();
      busy.unlock();
    }
  }

  private void exclusively(Path medium) {
    if (!busy.tryLock()) {
      throw refuse("SP-MEDIUM-0017", "another import or a pruning is under way", medium.toString(), "wait for its end, then repeat");
    }
  }

  private ImportReport run(Path medium, Optional<Waiver> waiver, Actor actor, ProgressListener progress) {
    long start = System.nanoTime();
    clock.requireNotSetBack();
    MediumTree tree = MediumTree.scan(medium);
    JsonObject label = tree.label();
    Clock now = waiver.isPresent() ? NEVER_EXPIRED : Clock.fixed(clock.instant(), clock.getZone());
    crash.reached("import:scanned");
    progress.progress("verifying metadata", 0, tree.metadata().size());
    TufClient rehearsal = store.rehearse(new DirectoryFetcher(tree.root().resolve("metadata")), now);
    rehearsal.refresh();
    Map<String, TargetFile> targets = rehearsal.allTargets();
    waiver.ifPresent(given -> waivers.require(given, rehearsal.pinned().timestamp().sha256()));
    MediumMetadata.requireIntact(tree, rehearsal.pinned());
    catalogue.vendor().ifPresent(before -> {
      MediumMetadata.requireNotOlder(before, rehearsal.pinned());
      MediumMetadata.requireOneContent(before, rehearsal.pinned());
    });
    progress.progress("verifying metadata", tree.metadata().size(), tree.metadata().size());
    MediumContent content = MediumContent.match(tree, targets, vault);
    crash.reached("import:metadata");
    List<VaultPackage> added = new ArrayList<>();
    List<VaultPackage> present = new ArrayList<>();
    long kept = bringIn(tree, content, rehearsal, added, present, progress);
    waiver.ifPresent(given -> waivers.use(given, actor));
    imports.record(audit.append(imported(medium, actor, label, content, kept, rehearsal, added)).index(), added);
    crash.reached("import:recorded");
    store.accept();
    crash.reached("import:trusted");
    catalogue.invalidate();
    return new ImportReport(label.optionalString("name").orElse("?"), added, present, content.files().size(), content.bytes(), kept,
        rehearsal.pinned().metadata().get("targets").version(), (System.nanoTime() - start) / 1_000_000);
  }

  /** Copies and checks everything beside the vault, then moves it in. Returns how many bytes an interrupted import had copied. */
  private long bringIn(MediumTree tree, MediumContent content, TufClient rehearsal, List<VaultPackage> added, List<VaultPackage> present, ProgressListener progress) {
    StagedVault staged = vault.stage();
    try {
      long kept = copyAndVerify(tree, content, rehearsal.allTargets(), staged, added, present, progress);
      crash.reached("import:copied");
      rehearsal.pinnedBytes().forEach((digest, bytes) -> staged.store(new ByteArrayInputStream(bytes), bytes.length, digest));
      crash.reached("import:verified");
      staged.accept();
      crash.reached("import:accepted");
      return kept;
    } catch (RefusedException e) {
      if (!e.refusal().code().equals(ParallelCopy.INTERRUPTED)) {
        staged.discard();
      }
      throw e;
    }
  }

  /** Looks at each package as soon as it is copied, while the larger ones still are. */
  private long copyAndVerify(MediumTree tree, MediumContent content, Map<String, TargetFile> targets, StagedVault staged, List<VaultPackage> added, List<VaultPackage> present,
      ProgressListener progress) {
    Collection<TargetFile> wanted = content.files().values();
    staged.keepOnly(wanted);
    staged.requireSpaceFor(wanted);
    long begun = staged.begun(wanted);
    if (begun > 0) {
      progress.progress("continuing an interrupted import: " + begun + " of " + content.bytes() + " bytes were copied, which are hashed again", 0, 0);
    }
    Map<String, TargetFile> before = catalogue.targets();
    PackageVerifier verifier = new PackageVerifier(staged, policy, before, targets, SymbolicNames.of(catalogue.verified(), vault));
    try (ParallelCopy copying = new ParallelCopy(staged, tree.root().resolve("targets"), wanted, (step, done, total) -> {
      if (done > 0) {
        crash.reached("import:copying");
      }
      progress.progress(step, done, total);
    })) {
      for (List<TargetFile> files : content.packagesSmallestFirst()) {
        copying.await(files);
        for (TargetFile descriptor : files.stream().filter(target -> PackageRef.isDescriptor(target.path())).toList()) {
          VaultPackage pack = verifier.verify(descriptor);
          (before.containsKey(descriptor.path()) && catalogue.find(pack.name(), pack.version()).isPresent() ? present : added).add(pack);
          progress.progress("checked " + pack, added.size() + present.size(), 0);
        }
      }
      copying.await(wanted);
      AdvisoryFiles.read(wanted, staged);
      added.sort(PackageCatalogue.ORDER);
      present.sort(PackageCatalogue.ORDER);
      return copying.kept();
    }
  }

  private static AuditEntry imported(Path medium, Actor actor, JsonObject label, MediumContent content, long kept, TufClient client,
      List<VaultPackage> added) {
    AuditEntry.Builder entry = entry("medium.imported", actor, medium)
        .after(JsonObject.builder().put("medium", label.optionalString("name").orElse("?")).put("files", content.files().size()).put("bytes", content.bytes()).put("bytesRead", content.bytes() - kept)
            .put("added", added.stream().limit(200).map(VaultPackage::toString).toList()).put("targetsVersion", client.pinned().metadata().get("targets").version()).build())
        .digest("timestamp", client.pinned().timestamp().sha256()).digest("snapshot", client.pinned().snapshot().sha256()).digest("packages", ImportRecords.digest(added));
    added.stream().limit(200).forEach(pack -> entry.digest(pack.toString(), pack.digest()));
    return entry.build();
  }

  private static AuditEntry.Builder entry(String type, Actor actor, Path medium) {
    AuditEntry.Builder entry = AuditEntry.of(type).action("import").object("medium").source(medium.toString());
    if (actor instanceof Actor.Person person) {
      return entry.actor(person.user(), person.role());
    }
    return entry.system(((Actor.Part) actor).system());
  }
}
