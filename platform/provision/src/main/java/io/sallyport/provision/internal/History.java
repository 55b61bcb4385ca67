package io.sallyport.provision.internal;

import io.sallyport.provision.Approval;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.GenerationInfo.State;
import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.plan.PlanJson;
import io.sallyport.provision.internal.site.Journal;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.RunningPointer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** States of generations, computed from candidates, journal and running pointer. */
public final class History {
  private static final Set<String> AFTER_COMMIT = Set.of("retire", "finish");

  private static final Logger LOG = LoggerFactory.getLogger(History.class);

  private final Site site;
  private final Approvals approvals;

  public History(Site site, Approvals approvals) {
    this.site = site;
    this.approvals = approvals;
  }

  /** The candidate that is neither committed nor abandoned. Only the newest can be: planning gives an older one up. */
  public Optional<Candidate> open() {
    List<Integer> numbers = site.planned();
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    int newest = numbers.get(numbers.size() - 1);
    Ends ends = ends();
    boolean ended = ends.committed.contains(newest) || ends.abandoned.contains(newest);
    return ended || !intact(newest) || site.candidates().signed(newest).isEmpty() ? Optional.empty() : Optional.of(candidate(newest));
  }

  /** A candidate whose files are damaged is none: it is told, and planned again. */
  private boolean intact(int number) {
    try {
      site.candidates().plan(number).ifPresent(bytes -> PlanJson.read(bytes, "plan of generation " + number));
      site.candidates().signed(number).ifPresent(bytes -> Generation.of(new Envelope(Json.parseObject(bytes, "generation " + number), List.of())));
      return site.candidates().plan(number).isPresent();
    } catch (RefusedException | UncheckedIOException e) {
      LOG.warn("The candidate {} cannot be read", number, e);
      return false;
    }
  }

  public List<GenerationInfo> all() {
    Ends ends = ends();
    List<GenerationInfo> all = new ArrayList<>();
    for (int number : site.planned()) {
      if (intact(number)) {
        site.candidates().plan(number).ifPresent(bytes -> all.add(info(number, PlanJson.read(bytes, "plan of generation " + number), ends)));
      }
    }
    Collections.reverse(all);
    return all;
  }

  private GenerationInfo info(int number, Plan plan, Ends ends) {
    List<PackageVersion> packages = new ArrayList<>(plan.kept());
    plan.changes().forEach(change -> change.to().ifPresent(packages::add));
    packages.sort(java.util.Comparator.comparing(PackageVersion::name));
    return new GenerationInfo(number, plan.base(), state(number, ends), packages, site.candidates().approvals(number).stream().map(Approval::user).toList(),
        plan.json().string("planned"));
  }

  private State state(int number, Ends ends) {
    if (ends.running == number) {
      return State.RUNNING;
    }
    if (ends.committed.contains(number)) {
      return State.SUPERSEDED;
    }
    if (ends.abandoned.contains(number) || site.candidates().signed(number).isEmpty()) {
      return State.ABANDONED;
    }
    return candidate(number).approved() ? State.APPROVED : State.PLANNED;
  }

  private Candidate candidate(int number) {
    byte[] signed = site.candidates().signed(number).orElseThrow();
    List<Approval> valid = approvals.valid(signed, site.candidates().approvals(number));
    Plan plan = PlanJson.read(site.candidates().plan(number).orElseThrow(), "plan of generation " + number);
    return new Candidate(plan, valid, approvals.missing(signed, valid), site.running().running() != plan.base() || !site.underRootInForce(signed));
  }

  /** Which generations were committed at some time, and which were given up. */
  private record Ends(int running, Set<Integer> committed, Set<Integer> abandoned) {}

  private Ends ends() {
    RunningPointer pointer = site.running();
    Set<Integer> committed = new HashSet<>(Set.of(pointer.running()));
    committed.add(pointer.previous());
    Set<Integer> abandoned = new HashSet<>();
    for (JournalFile.Entry entry : site.journal().entries()) {
      if (AFTER_COMMIT.contains(entry.step()) || entry.step().equals("commit") && entry.phase().equals("end")) {
        committed.add(entry.generation());
      } else if (entry.step().equals("abandon") && entry.base() < entry.generation()) {
        abandoned.add(entry.generation());
      }
    }
    return new Ends(pointer.running(), committed, abandoned);
  }

  /** Gives a candidate up that was never applied. */
  void burn(int number, int base) {
    site.journal().write(number, base, "abandon", Journal.Phase.BEGIN);
    site.journal().write(number, base, "abandon", Journal.Phase.END);
  }
}
