package io.sallyport.provision.internal;

import io.sallyport.gate.GateControl;
import io.sallyport.gate.GateRefusal;
import io.sallyport.gate.GateStatus;
import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRepository;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides as the gate does: from what is on disk, by the same site repository. */
final class TestGate implements GateControl {
  private final SiteRepository site;
  private Set<String> admitted = Set.of();
  private List<Integer> generations = List.of();

  TestGate(SiteRepository site) {
    this.site = site;
  }

  @Override
  public ReloadReport reload() {
    RunningPointer pointer = site.running();
    Set<String> now = new HashSet<>();
    pointer.admitted().forEach(generation -> now.addAll(site.admittedDigests(generation)));
    Set<String> removed = new HashSet<>(admitted);
    removed.removeAll(now);
    int added = now.size() - admitted.size() + removed.size();
    admitted = now;
    generations = pointer.admitted();
    return new ReloadReport(true, generations, added, removed.size(), List.of(), "");
  }

  Set<String> admitted() {
    return admitted;
  }

  List<Integer> generations() {
    return generations;
  }

  @Override
  public List<GateRefusal> refusals(int max) {
    return List.of();
  }

  @Override
  public GateStatus status() {
    throw new UnsupportedOperationException();
  }
}
