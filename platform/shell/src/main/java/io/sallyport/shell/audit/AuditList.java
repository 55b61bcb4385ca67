package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:list}. */
@Service
@Command(scope = "audit", name = "list", description = "Lists entries of the audit log, oldest first: the newest ones, or those from an index")
public final class AuditList extends SallyportCommand {
  private static final int MOST = 10_000;

  @Option(name = "--from", description = "First index; without it the newest entries are shown", valueToShowInHelp = "N")
  private long from = -1;

  @Option(name = "--max", description = "Most entries shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Option(name = "--type", description = "Only entries of this type, such as gate.refused", valueToShowInHelp = "TYPE")
  private String type;

  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    if (max < 1 || max > MOST || from < -1) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--from " + from + " --max " + max, "audit:list",
          "give --max from 1 to " + MOST + " and --from from 0"));
    }
    List<StoredEntry> entries = new EntrySearch(log, type).run(from, max);
    Reply table = Reply.table(AuditForm.COLUMNS, entries.stream().map(AuditForm::row).toList(), "no entries");
    return new Reply(entries.stream().map(AuditForm::json).toList(), table.text(), true);
  }
}
