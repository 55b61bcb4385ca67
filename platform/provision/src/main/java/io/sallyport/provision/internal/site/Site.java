package io.sallyport.provision.internal.site;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.KnownLog;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Stray;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code DATA/site}: what is approved, what runs, what was tried. Reads the disk; holds no state but the open journal. */
public final class Site {
  private final Path directory;
  private final SiteRepository repository;
  private final CandidateStore candidates;
  private final SiteMetadata metadata;
  private final Packages packages;
  private final ApplianceKey appliance;
  private final Clock clock;
  private final Supplier<Optional<KnownLog>> log;
  private Journal journal;

  /** @param log what is to be remembered of the audit log */
  public Site(Path data, SiteRepository repository, Packages packages, ApplianceKey appliance, Clock clock, Supplier<Optional<KnownLog>> log) {
    this.directory = data.resolve("site");
    this.repository = repository;
    this.candidates = new CandidateStore(directory);
    this.metadata = new SiteMetadata(directory, clock);
    this.packages = packages;
    this.appliance = appliance;
    this.clock = clock;
    this.log = log;
  }

  public Path directory() {
    return directory;
  }

  public SiteRepository repository() {
    return repository;
  }

  public CandidateStore candidates() {
    return candidates;
  }

  public SiteMetadata metadata() {
    return metadata;
  }

  public ApplianceKey appliance() {
    return appliance;
  }

  /** Those halves of the appliance key that the site root in force names: they sign snapshot, timestamp and running pointer. */
  public Signer[] applianceSigners() {
    return appliance.paired().halvesOf(repository.root().root().role("timestamp"));
  }

  public Clock clock() {
    return clock;
  }

  /** @throws io.sallyport.trust.RefusedException SP-APPLY-0020 if it is damaged */
  public synchronized Journal journal() {
    if (journal == null) {
      journal = new Journal(directory, clock, log);
    }
    return journal;
  }

  public RunningPointer running() {
    return repository.running();
  }

  /** Signs and replaces the running pointer, which remembers the audit log of now. */
  public void point(int running, int previous, List<Integer> admitted) {
    running().next(running, previous, admitted.stream().filter(number -> number > 0).distinct().sorted().toList(), clock.instant()).under(repository.root())
        .remembering(log.get()).write(directory, applianceSigners());
  }

  /** Has the running pointer remember the audit log of now; a site that has not run anything yet has no pointer. */
  public void rememberLog() {
    RunningPointer pointer = running();
    if (!pointer.equals(RunningPointer.NONE)) {
      point(pointer.running(), pointer.previous(), pointer.admitted());
    }
  }

  /** Has the running pointer name the site root in force, if it does not yet. @return whether it did not */
  public boolean rememberRoot() {
    SiteRoot root = repository.root();
    RunningPointer pointer = running();
    if (pointer.root().equals(Optional.of(RunningPointer.KnownRoot.of(root)))) {
      return false;
    }
    point(pointer.running(), pointer.previous(), pointer.admitted());
    return true;
  }

  /** Signs the running pointer anew, as both the site root in force and the next one want it: each passes over a signature that it does not know. */
  public void signPointerFor(SiteRoot next) {
    RunningPointer pointer = running();
    if (!pointer.equals(RunningPointer.NONE)) {
      Role now = repository.root().root().role("timestamp");
      Signer[] wanted = appliance.paired().halves().stream().filter(half -> now.has(half.key().id()) || next.root().role("timestamp").has(half.key().id())).toArray(Signer[]::new);
      pointer.next(pointer.running(), pointer.previous(), pointer.admitted(), clock.instant()).remembering(log.get()).write(directory, wanted);
    }
  }

  /** The packages of an approved generation, by name; none for generation 0. */
  public List<VaultPackage> packages(int generation) {
    return generation == 0 ? List.of() : packages(repository.generation(generation));
  }

  /** The same by the part that each has. */
  public Roster roster(int generation) {
    return generation == 0 ? Roster.EMPTY : roster(repository.generation(generation));
  }

  public Roster roster(Generation generation) {
    return Roster.of(packages(generation), generation.traffic());
  }

  public List<VaultPackage> packages(Generation generation) {
    List<VaultPackage> found = new ArrayList<>();
    generation.packages().values().forEach(digest -> found.add(packages.byDescriptor(digest)));
    return found;
  }

  /**
   * The packages of a generation but those whose descriptor is missing or damaged: they do not keep the others from running.
   *
   * @param damaged is told {@code NAME VERSION} of each of those
   */
  public Roster readable(int number, BiConsumer<String, RefusedException> damaged) {
    if (number == 0) {
      return Roster.EMPTY;
    }
    Generation generation = repository.generation(number);
    List<VaultPackage> found = new ArrayList<>();
    generation.packages().forEach((pack, digest) -> {
      try {
        found.add(packages.byDescriptor(digest));
      } catch (RefusedException e) {
        damaged.accept(pack.toString(), e);
      }
    });
    return Roster.of(found, generation.traffic());
  }

  /** Whether frozen bytes name the site root that is in force: a newer one voids a candidate. */
  public boolean underRootInForce(byte[] signed) {
    SiteRoot root = repository.root();
    return Generation.of(new Envelope(Json.parseObject(signed, "the candidate"), List.of())).siteRoot().filter(named -> named.sha256().equals(root.sha256())).isPresent();
  }

  /**
   * The highest number ever used for a generation, candidates and burnt ones included; 0 if none. It is counted on from what is signed: a
   * file or folder that merely has a number for a name uses up that number, if it is the next one, and does not move the others.
   */
  public int highestUsed() {
    RunningPointer pointer = running();
    int highest = IntStream.concat(IntStream.of(repository.highestGeneration(), pointer.running(), pointer.previous()), pointer.admitted().stream().mapToInt(Integer::intValue))
        .max().orElse(0);
    Set<Integer> journaled = journal().entries().stream().map(JournalFile.Entry::generation).collect(Collectors.toSet());
    while (journaled.contains(highest + 1) || candidates.isTaken(highest + 1) || metadata.isTaken(highest + 1, "targets")) {
      highest++;
    }
    return highest;
  }

  /** The numbers of planned generations, ascending. */
  public List<Integer> planned() {
    int highest = highestUsed();
    return candidates.numbers().stream().filter(number -> number <= highest).toList();
  }

  /** The number of the next rollback. */
  public long nextRollback() {
    long next = repository.highestRollback() + 1L;
    while (metadata.isTaken(next, "rollback")) {
      next++;
    }
    return next;
  }

  /** Makes snapshot and timestamp name the newest generation and the newest rollback. */
  public void publish() {
    metadata.publish(repository.publishedSnapshot(), repository.highestGeneration(), repository.highestRollback(), applianceSigners());
  }

  /** What lies in {@code site/metadata} and {@code site/candidate} and is no part of the site; nothing is decided by it. */
  public List<Stray> strays() {
    List<Stray> strays = new ArrayList<>(repository.strays());
    strays.addAll(candidates.strays(highestUsed()));
    return strays;
  }

  /** A candidate's part as the router has it. */
  public static Traffic traffic(Roster.Beside beside) {
    return new Traffic(version(beside.pack()), beside.traffic().mode(), beside.traffic().percent(), beside.traffic().assets());
  }

  public static PackageVersion version(VaultPackage pack) {
    return new PackageVersion(pack.name(), pack.kind(), pack.version(), pack.digest());
  }
}
