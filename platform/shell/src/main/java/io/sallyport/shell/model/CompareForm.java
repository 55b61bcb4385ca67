package io.sallyport.shell.model;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Comparison;
import io.sallyport.shell.Reply;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a comparison is shown. */
final class CompareForm {
  private static final List<String> COLUMNS = List.of("Output", "Values", "Mean difference", "Largest", "Active there", "Candidate there", "Incomparable");

  private CompareForm() {}

  static Map<String, Object> json(Comparison one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("active", identity(one.active()));
    json.put("candidate", identity(one.candidate()));
    json.put("since", one.since().toString());
    json.put("until", one.until().toString());
    json.put("compared", one.compared());
    json.put("dropped", one.dropped());
    json.put("refused", one.refused());
    json.put("failed", one.failed());
    json.put("reason", one.reason());
    json.put("healthy", one.trouble().isEmpty());
    one.trouble().ifPresent(why -> json.put("trouble", why));
    json.put("outputs", one.outputs().stream().map(CompareForm::json).toList());
    one.decisions().ifPresent(decisions -> json.put("decisions", json(decisions)));
    json.put("active_latency_seconds", HistogramForm.json(one.activeLatency()));
    json.put("candidate_latency_seconds", HistogramForm.json(one.candidateLatency()));
    return json;
  }

  private static Map<String, Object> identity(ModelIdentity identity) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", identity.name());
    json.put("version", identity.version());
    json.put("digest", identity.digest());
    return json;
  }

  private static Map<String, Object> json(Comparison.Output output) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", output.name());
    json.put("values", output.values());
    json.put("mean", output.mean());
    json.put("largest", output.largest());
    json.put("largest_active", output.largestActive());
    json.put("largest_candidate", output.largestCandidate());
    json.put("relative_differences", HistogramForm.json(output.differences()));
    json.put("incomparable", output.incomparable());
    return json;
  }

  private static Map<String, Object> json(Comparison.Decisions decisions) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("output", decisions.output());
    json.put("active_threshold", decisions.activeThreshold());
    json.put("candidate_threshold", decisions.candidateThreshold());
    json.put("both", decisions.both());
    json.put("neither", decisions.neither());
    json.put("only_active", decisions.onlyActive());
    json.put("only_candidate", decisions.onlyCandidate());
    json.put("flips", decisions.flips());
    return json;
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
