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
import io.sallyport.trust.site.RunningPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** States of generations, computed from candidates, journal and running pointer. */
public final class History {
  private static final Set<String> AFTER_COMMIT = Set.of("retire", "finish");

  private final Site site;
  private final Approvals approvals;

  public History(Site site, Approvals approvals) {
    this.site = site;
    this.approvals = approvals;
  }

  /** The candidate that is neither committed nor abandoned. */
  public Optional<Candidate> open() {
    List<Integer> numbers = new ArrayList<>(site.candidates().numbers());
    Collections.reverse(numbers);
    return numbers.stream().filter(number -> site.candidates().signed(number).isPresent() && !committed(number) && !abandoned(number)).findFirst().map(this::candidate);
  }

  public List<GenerationInfo> all() {
    List<GenerationInfo> all = new ArrayList<>();
    for (int number : site.candidates().numbers()) {
      site.candidates().plan(number).ifPresent(bytes -> all.add(info(number, PlanJson.read(bytes, "plan of generation " + number))));
    }
    Collections.reverse(all);
    return all;
  }

  private GenerationInfo info(int number, Plan plan) {
    List<PackageVersion> packages = new ArrayList<>(plan.kept());
    plan.changes().forEach(change -> change.to().ifPresent(packages::add));
    packages.sort(java.util.Comparator.comparing(PackageVersion::name));
    return new GenerationInfo(number, plan.base(), state(number), packages, site.candidates().approvals(number).stream().map(Approval::user).toList(),
        plan.json().string("planned"));
  }

  private State state(int number) {
    if (site.running().running() == number) {
      return State.RUNNING;
    }
    if (committed(number)) {
      return State.SUPERSEDED;
    }
    if (abandoned(number) || site.candidates().signed(number).isEmpty()) {
      return State.ABANDONED;
    }
    return candidate(number).approved() ? State.APPROVED : State.PLANNED;
  }

  private Candidate candidate(int number) {
    byte[] signed = site.candidates().signed(number).orElseThrow();
    List<Approval> valid = approvals.valid(signed, site.candidates().approvals(number));
    Plan plan = PlanJson.read(site.candidates().plan(number).orElseThrow(), "plan of generation " + number);
    return new Candidate(plan, valid, approvals.missing(signed, valid), site.running().running() != plan.base());
  }

  private boolean committed(int number) {
    RunningPointer pointer = site.running();
    return pointer.running() == number || pointer.previous() == number || site.journal().entries().stream().anyMatch(entry -> entry.generation() == number
        && (AFTER_COMMIT.contains(entry.step()) || entry.step().equals("commit") && entry.phase().equals("end")));
  }

  private boolean abandoned(int number) {
    return site.journal().entries().stream().anyMatch(entry -> entry.generation() == number && entry.base() < number && entry.step().equals("abandon"));
  }

  /** Gives a candidate up that was never applied. */
  void burn(int number, int base) {
    site.journal().write(number, base, "abandon", Journal.Phase.BEGIN);
    site.journal().write(number, base, "abandon", Journal.Phase.END);
  }
}
