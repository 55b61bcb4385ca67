package io.sallyport.shell.insight;

import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.Insights;
import io.sallyport.operations.StoredInsight;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code insight:list}. */
@Service
@Command(scope = "insight", name = "list", description = "Lists what capabilities concluded, newest first")
public final class InsightList extends SallyportCommand {
  @Option(name = "--open", description = "Only conditions that last")
  private boolean open;

  @Option(name = "--max", description = "Most insights shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Option(name = "--since", description = "Only conditions that still lasted at this source time or began later, such as 2026-11-24T08:00:00Z", valueToShowInHelp = "TIME")
  private String since;

  @Option(name = "--asset", description = "Only insights about this asset", valueToShowInHelp = "ASSET")
  private String asset;

  @Reference
  private Insights insights;

  @Override
  protected Reply run() {
    requireWithin("--max", max, 1, InsightQuery.LARGEST);
    InsightQuery query = InsightQuery.newest(max);
    query = open ? query.open() : query;
    query = asset == null ? query : query.ofAsset(asset);
    query = since == null ? query : query.since(time());
    List<StoredInsight> found = insights.list(query);
    Reply table = Reply.table(InsightForm.COLUMNS, found.stream().map(InsightForm::row).toList(), "no insights");
    return new Reply(found.stream().map(InsightForm::json).toList(), table.text(), true);
  }

  private Instant time() {
    try {
      return Instant.parse(since);
    } catch (DateTimeParseException e) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--since " + since + " is not a time", "insight:list", "write it like 2026-11-24T08:00:00Z"), e);
    }
  }
}
