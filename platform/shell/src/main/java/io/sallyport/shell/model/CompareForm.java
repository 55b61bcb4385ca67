package io.sallyport.shell.model;

import io.sallyport.inference.Comparison;
import io.sallyport.inference.ShadowWithoutCalls;
import io.sallyport.shell.Reply;
import java.io.PrintStream;
import java.util.List;

/** How a comparison is shown. */
final class CompareForm {
  private static final List<String> COLUMNS = List.of("Output", "Values", "Mean difference", "Largest", "Active there", "Candidate there", "Incomparable");

  private CompareForm() {}

  /** Of a shadow that has nothing to show. */
  static String line(ShadowWithoutCalls shadow) {
    return shadow.model() + " " + shadow.candidate() + " as the shadow of " + shadow.active() + ": no calls yet since " + shadow.since()
        + "; it gets a copy of each call that " + shadow.active() + " answers";
  }

  static void print(Comparison one, PrintStream out) {
    out.println(one.candidate() + " as the shadow of " + one.active().version() + ", " + one.since() + " to " + one.until());
    out.println("Compared  " + one.compared() + ", dropped " + one.dropped() + ", refused " + one.refused() + ", failed " + one.failed()
        + (one.reason().isEmpty() ? "" : " – " + one.reason()));
    one.trouble().ifPresent(why -> out.println("NOT HEALTHY: " + why));
    Reply.table(COLUMNS, one.outputs().stream().map(output -> List.of(output.name(), output.values(), HistogramForm.number(output.mean()),
        HistogramForm.number(output.largest()), HistogramForm.number(output.largestActive()), HistogramForm.number(output.largestCandidate()),
        output.incomparable())).toList(), "no outputs").text().accept(out);
    one.outputs().forEach(output -> out.println("Calls by largest relative difference of " + output.name() + ": "
        + HistogramForm.line(output.differences(), HistogramForm::number)));
    one.decisions().ifPresent(decisions -> out.println("Decisions by " + decisions.output() + " (thresholds " + HistogramForm.number(decisions.activeThreshold())
        + " and " + HistogramForm.number(decisions.candidateThreshold()) + "): " + decisions.flips() + " would change – above in both " + decisions.both() + ", in none "
        + decisions.neither() + ", only in the active one " + decisions.onlyActive() + ", only in the candidate " + decisions.onlyCandidate()));
    out.println("Latency   active    " + HistogramForm.line(one.activeLatency(), HistogramForm::time));
    out.println("          candidate " + HistogramForm.line(one.candidateLatency(), HistogramForm::time));
  }
}
