package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
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
  private static final int NEWEST = -1;

  @Option(name = "--from", description = "First index; without it the newest entries are shown", valueToShowInHelp = "N")
  private long from = NEWEST;

  @Option(name = "--max", description = "Most entries shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Option(name = "--type", description = "Only entries of this type, such as gate.refused", valueToShowInHelp = "TYPE")
  private String type;

  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    requireWithin("--max", max, 1, MOST);
    requireWithin("--from", from, NEWEST, Long.MAX_VALUE);
    List<StoredEntry> entries = new EntrySearch(log, type).run(from, max);
    Reply table = Reply.table(AuditForm.COLUMNS, entries.stream().map(AuditForm::row).toList(), "no entries");
    return new Reply(entries.stream().map(AuditForm::json).toList(), table.text(), true);
  }
}
