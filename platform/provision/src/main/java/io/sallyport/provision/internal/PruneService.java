package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.Housekeeping;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.vault.Pruning;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Works out which content the kept generations need, and has the vault take out the rest. */
public final class PruneService implements Housekeeping {
  private static final int MOST = 1000;

  private final Site site;
  private final GenerationService generations;
  private final Pruning vault;
  private final Busy busy;

  public PruneService(Site site, GenerationService generations, Pruning vault, Busy busy) {
    this.site = site;
    this.generations = generations;
    this.vault = vault;
    this.busy = busy;
  }

  @Override
  public Tidied prune(int keep, boolean dryRun, Actor actor) {
    if (keep < 1 || keep > MOST) {
      throw refuse("SP-PLAN-0032", "so many generations cannot be kept: " + keep, "generation:prune", "keep 1 to " + MOST);
    }
    return busy.exclusively("pruning", () -> {
      generations.requireSettled();
      TreeSet<Integer> kept = kept(keep);
      Set<String> needed = new HashSet<>();
      kept.forEach(number -> needed.addAll(site.repository().generation(number).content().values()));
      generations.candidate().ifPresent(open -> needed.addAll(candidate(open).content().values()));
      return new Tidied(List.copyOf(kept.descendingSet()), vault.prune(needed, dryRun, actor));
    });
  }

  private TreeSet<Integer> kept(int keep) {
    RunningPointer pointer = site.running();
    TreeSet<Integer> kept = new TreeSet<>(pointer.admitted());
    Collections.addAll(kept, pointer.running(), pointer.previous());
    generations.history().stream().filter(info -> info.state() == GenerationInfo.State.RUNNING || info.state() == GenerationInfo.State.SUPERSEDED)
        .map(GenerationInfo::number).limit(keep).forEach(kept::add);
    kept.remove(0);
    return kept;
  }

  private Generation candidate(Candidate open) {
    int number = open.plan().generation();
    return Generation.of(new Envelope(Json.parseObject(site.candidates().signed(number).orElseThrow(), "generation " + number), List.of()));
  }
}
