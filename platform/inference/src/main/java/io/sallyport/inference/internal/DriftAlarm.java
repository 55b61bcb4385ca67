package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import io.sallyport.inference.Drift;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns drift into insights, in the platform's own name: one per version, or version and asset, and episode, ended when the drift is over or the version is gone.
 * What cannot be stored is tried again. Not thread-safe.
 */
final class DriftAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(DriftAlarm.class);
  private static final int LONGEST_BASIS = 256;
  private static final int LONGEST_TITLE = 512;

  private final Map<String, Insight> lasting = new HashMap<>();
  private String problem = "";

  /** @param all of every loaded version; what is not in it any more is over */
  void update(List<Drift> all, Instant now, InsightSink sink) {
    Map<String, Drift> drifting = new HashMap<>();
    all.stream().filter(drift -> drift.drifting().isPresent()).forEach(drift -> drifting.put(drift.identity().digest() + drift.asset().map(asset -> "/" + asset).orElse(""), drift));
    drifting.forEach((key, drift) -> {
      if (!lasting.containsKey(key)) {
        Insight insight = begun(drift);
        if (raised(insight, sink)) {
          lasting.put(key, insight);
        }
      }
    });
    for (Iterator<Map.Entry<String, Insight>> each = lasting.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Insight> one = each.next();
      if (!drifting.containsKey(one.getKey()) && raised(one.getValue().ended(now), sink)) {
        each.remove();
      }
    }
  }

  private boolean raised(Insight insight, InsightSink sink) {
    try {
      sink.raise(insight);
      problem = "";
      return true;
    } catch (IllegalStateException e) {
      if (!problem.equals(e.getMessage())) {
        problem = String.valueOf(e.getMessage());
        LOG.warn("drift of a model could not be raised as an insight, it is tried again every second: {}", problem);
      }
      return false;
    }
  }

  private static Insight begun(Drift drift) {
    ModelIdentity model = drift.identity();
    List<Drift.Feature> over = drift.features().stream().filter(Drift.Feature::over).sorted(Comparator.comparing(Drift.Feature::excess).reversed()).toList();
    Drift.Feature worst = over.isEmpty() ? drift.features().get(0) : over.get(0);
    boolean psi = worst.psi() / worst.psiLimit() >= worst.ks() / worst.ksLimit();
    String statistic = psi ? "PSI" : "KS";
    double value = psi ? worst.psi() : worst.ks();
    double limit = psi ? worst.psiLimit() : worst.ksLimit();
    String basis = String.format(Locale.ROOT, "%s of %s (%s %s) over %d calls%s against the reference of %s", statistic, worst.name(),
        worst.input() ? "input" : "output", worst.tensor(), drift.window(), drift.asset().map(asset -> " for " + asset).orElse(""), model);
    String title = String.format(Locale.ROOT, "%s sees other data%s than it was made for: %s %s %.2f (limit %.2f), mean %.4g → %.4g%s", model,
        drift.asset().map(asset -> " of " + asset).orElse(""), worst.name(), statistic, value, limit, worst.referenceMean(), worst.mean(), over.size() < 2 ? "" : ", and " + (over.size() - 1) + " more");
    Instant from = drift.from().orElseThrow();
    Evidence evidence = new Evidence(cut(basis, LONGEST_BASIS), Optional.of(model), value, limit, "1", from, drift.to().orElseThrow(), shares(over));
    return Insight.begun(drift.asset().orElse("model/" + model.name()), Severity.MEDIUM, cut(title, LONGEST_TITLE), drift.drifting().orElse(from), evidence);
  }

  /** How much each feature that passes a limit is beyond it, as shares of one. */
  private static Map<String, Double> shares(List<Drift.Feature> over) {
    double sum = over.stream().mapToDouble(Drift.Feature::excess).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    over.forEach(feature -> shares.put(feature.name(), feature.excess() / sum));
    return shares;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
