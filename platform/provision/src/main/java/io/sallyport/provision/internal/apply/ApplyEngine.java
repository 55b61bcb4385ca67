package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Outcome;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.provision.internal.framework.Causes;
import io.sallyport.provision.internal.site.Journal;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps in order, journals each before its effect, and goes back if one fails before the commit. Used by one thread at a time.
 */
public final class ApplyEngine {
  private static final Logger LOG = LoggerFactory.getLogger(ApplyEngine.class);

  private final Parts parts;
  private final List<Step> steps;

  public ApplyEngine(Parts parts) {
    this(parts, Stream.of(new AdmitStep(parts), new FetchStep(parts), new InstallStep(parts), new StageStep(parts), new ProveStep(parts), new SwitchStep(parts),
        new WatchStep(parts), new DrainStep(parts), new CommitStep(parts), new RetireStep(parts), new FinishStep(parts)).toList());
  }

  ApplyEngine(Parts parts, List<Step> steps) {
    this.parts = parts;
    this.steps = steps.stream().sorted(Comparator.comparingInt(Step::order)).toList();
  }

  /** The steps' names, in order. */
  List<String> steps() {
    return steps.stream().map(Step::name).toList();
  }

  ApplyReport run(Swap swap, StepListener listener) {
    Map<String, Long> millis = new LinkedHashMap<>();
    Deque<Step> begun = new ArrayDeque<>();
    boolean committed = false;
    try (BundleRecorder recorder = new BundleRecorder(parts.context(), allowed(swap))) {
      for (Step step : steps) {
        long start = System.nanoTime();
        begun.push(step);
        try {
          String detail = journaled(swap, step, listener);
          if (!committed && !recorder.disturbed().isEmpty()) {
            throw refuse("SP-APPLY-0009", "bundles outside the plan were stopped or refreshed: " + recorder.disturbed(), "step " + step.name(), "see the log; the apply was taken back");
          }
          committed |= step.name().equals(CommitStep.NAME);
          millis.put(step.name(), (System.nanoTime() - start) / 1_000_000);
          listener.step(step.name(), StepListener.Phase.END, detail);
        } catch (RuntimeException | LinkageError e) {
          listener.step(step.name(), StepListener.Phase.FAILED, Causes.told(e));
          if (!committed && !pointsTo(swap.request().generation())) {
            throw goBack(swap, begun, step, e, listener);
          }
          committed = true;
          LOG.warn("Step {} of generation {} failed after the commit", step.name(), swap.request().generation(), e);
          swap.warnings().add("step " + step.name() + " failed: " + Causes.told(e));
        }
      }
      return report(swap, recorder, millis);
    }
  }

  private String journaled(Swap swap, Step step, StepListener listener) {
    write(swap, step.name(), Journal.Phase.BEGIN);
    listener.step(step.name(), StepListener.Phase.BEGIN, "");
    String detail = step.run(swap);
    write(swap, step.name(), Journal.Phase.END);
    return detail;
  }

  private void write(Swap swap, String step, Journal.Phase phase) {
    parts.site().journal().write(swap.request().generation(), swap.request().base(), step, phase);
    parts.crash().reached(step + ":" + phase.name().toLowerCase(Locale.ROOT));
  }

  /** Undoes what was begun, newest first. What cannot be undone is logged, and put right by the reconciliation of the next boot. */
  private RefusedException goBack(Swap swap, Deque<Step> begun, Step failed, Throwable cause, StepListener listener) {
    RefusedException refusal = cause instanceof RefusedException refused ? refused
        : refuse("SP-APPLY-0016", "the step " + failed.name() + " failed: " + Causes.told(cause), "generation " + swap.request().generation(), "see the log", cause);
    attempt("recording the failed step", () -> write(swap, "abandon", Journal.Phase.BEGIN));
    for (Step step : begun) {
      if (attempt("undoing " + step.name(), () -> step.undo(swap))) {
        listener.step(step.name(), StepListener.Phase.UNDONE, "");
      }
    }
    attempt("recording the abandonment", () -> parts.audit().append(Records.generation("generation.abandoned", "abandon", swap.request().generation(), swap.request().actor(),
        swap.request().correlation()).outcome(Outcome.FAILED).code(refusal.refusal().code()).reason(refusal.refusal().what() + ", in step " + failed.name()).build()));
    attempt("closing the journal", () -> write(swap, "abandon", Journal.Phase.END));
    return refusal;
  }

  private static boolean attempt(String what, Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Going back: {} failed", what, e);
      return false;
    }
  }

  private boolean pointsTo(int generation) {
    return parts.site().running().running() == generation;
  }

  private java.util.function.Predicate<Bundle> allowed(Swap swap) {
    Set<String> locations = new HashSet<>();
    Stream.concat(swap.incoming().stream(), swap.outgoing().stream()).flatMap(pack -> pack.bundles().stream())
        .forEach(part -> locations.add(VaultPackage.SCHEME + ":sha256-" + part.sha256()));
    return bundle -> locations.contains(bundle.getLocation()) || swap.request().blastRadius().contains(BundleRecorder.name(bundle));
  }

  private static ApplyReport report(Swap swap, BundleRecorder recorder, Map<String, Long> millis) {
    List<String> restarted = recorder.disturbed();
    if (!restarted.isEmpty()) {
      swap.warnings().add("bundles outside the plan were stopped or refreshed: " + restarted);
    }
    return new ApplyReport(swap.request().generation(), swap.request().base(), swap.begun(false), swap.begun(true),
        swap.outgoing().stream().map(Site::version).toList(), restarted, swap.switchMicros(), millis, List.copyOf(swap.warnings()));
  }
}
