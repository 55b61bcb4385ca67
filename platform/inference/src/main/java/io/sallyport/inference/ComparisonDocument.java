package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of a shadow as JSON: the document that console and HTTP give. */
public final class ComparisonDocument {
  private ComparisonDocument() {}

  public static Map<String, Object> of(Comparison one) {
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
    json.put("outputs", one.outputs().stream().map(ComparisonDocument::output).toList());
    one.decisions().ifPresent(decisions -> json.put("decisions", decisions(decisions)));
    json.put("active_latency_seconds", HistogramDocument.of(one.activeLatency()));
    json.put("candidate_latency_seconds", HistogramDocument.of(one.candidateLatency()));
    return json;
  }

  private static Map<String, Object> identity(ModelIdentity identity) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", identity.name());
    json.put("version", identity.version());
    json.put("digest", identity.digest());
    return json;
  }

  private static Map<String, Object> output(Comparison.Output output) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", output.name());
    json.put("values", output.values());
    json.put("mean", output.mean());
    json.put("largest", output.largest());
    json.put("largest_active", output.largestActive());
    json.put("largest_candidate", output.largestCandidate());
    json.put("relative_differences", HistogramDocument.of(output.differences()));
    json.put("incomparable", output.incomparable());
    return json;
  }

  private static Map<String, Object> decisions(Comparison.Decisions decisions) {
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
}
