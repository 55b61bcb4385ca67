package io.sallyport.shell.insight;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.operations.StoredInsight;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an insight is printed. */
final class InsightForm {
  static final List<String> COLUMNS = List.of("ID", "Severity", "Asset", "Title", "From", "Until", "Score / threshold", "Basis");

  private InsightForm() {}

  static List<Object> row(StoredInsight stored) {
    Insight insight = stored.insight();
    return List.of(insight.id(), insight.severity(), insight.asset(), insight.title(), insight.from(), until(insight), score(insight.evidence()),
        insight.evidence().basis());
  }

  static String until(Insight insight) {
    return insight.until().map(Object::toString).orElse("lasts");
  }

  static String score(Evidence evidence) {
    return String.format(Locale.ROOT, "%.3f / %.3f%s", evidence.score(), evidence.threshold(), evidence.unit().equals("1") ? "" : " " + evidence.unit());
  }

  /** Largest first. */
  static List<Map.Entry<String, Double>> contributions(Evidence evidence) {
    return evidence.contributions().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey())).toList();
  }

  static Map<String, Object> json(StoredInsight stored) {
    Insight insight = stored.insight();
    Evidence evidence = insight.evidence();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", insight.id().toString());
    json.put("severity", insight.severity().name());
    json.put("capability", stored.capability());
    json.put("asset", insight.asset());
    json.put("title", insight.title());
    json.put("from", insight.from().toString());
    insight.until().ifPresent(until -> json.put("until", until.toString()));
    json.put("open", stored.open());
    json.put("detected", stored.detected().toString());
    json.put("stored", stored.stored().toString());
    json.put("changed", stored.changed().toString());
    json.put("correlation", insight.correlation());
    Map<String, Object> contributions = new LinkedHashMap<>();
    contributions(evidence).forEach(share -> contributions.put(share.getKey(), share.getValue()));
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("basis", evidence.basis());
    evidence.model().ifPresent(model -> detail.put("model", json(model)));
    detail.put("score", evidence.score());
    detail.put("threshold", evidence.threshold());
    detail.put("unit", evidence.unit());
    detail.put("from", evidence.from().toString());
    detail.put("to", evidence.to().toString());
    detail.put("contributions", contributions);
    json.put("evidence", detail);
    return json;
  }

  private static Map<String, Object> json(ModelIdentity model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("version", model.version());
    json.put("digest", model.digest());
    return json;
  }
}
