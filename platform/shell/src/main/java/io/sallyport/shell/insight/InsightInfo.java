package io.sallyport.shell.insight;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.operations.Insights;
import io.sallyport.operations.StoredInsight;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code insight:info ID}. */
@Service
@Command(scope = "insight", name = "info", description = "Shows an insight with its evidence")
public final class InsightInfo extends SallyportCommand {
  @Argument(name = "ID", description = "The insight's id, from insight:list", required = true)
  private String id;

  @Reference
  private Insights insights;

  @Override
  protected Reply run() {
    StoredInsight stored = insights.find(uuid()).orElseThrow(this::unknown);
    Insight insight = stored.insight();
    Evidence evidence = insight.evidence();
    List<String> lines = new ArrayList<>(List.of(
        insight.severity() + "  " + insight.title(),
        "asset       " + insight.asset(),
        "from        " + insight.from(),
        "until       " + InsightForm.until(insight),
        "noticed     " + stored.detected() + " (source time)",
        "stored      " + stored.stored() + ", changed " + stored.changed(),
        "capability  " + stored.capability(),
        "basis       " + evidence.basis() + evidence.model().map(model -> "  sha256 " + model.digest()).orElse(""),
        "score       " + InsightForm.score(evidence) + " (threshold), window " + evidence.from() + " … " + evidence.to(),
        "correlation " + insight.correlation(),
        "signals:"));
    InsightForm.contributions(evidence).forEach(share -> lines.add(String.format(Locale.ROOT, "  %-10s %5.1f %%", share.getKey(), 100 * share.getValue())));
    return Reply.of(InsightForm.json(stored), lines.toArray(String[]::new));
  }

  private UUID uuid() {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private RefusedException unknown() {
    return new RefusedException(new Refusal("SP-WORK-0009", "no such insight", "insight/" + id, "see insight:list"));
  }
}
