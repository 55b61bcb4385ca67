package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Checkpoint;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:checkpoint}. */
@Service
@Command(scope = "audit", name = "checkpoint", description = "Signs and shows a checkpoint: keep it elsewhere, then no one can replace the log by an older copy")
public final class AuditCheckpoint extends SallyportCommand {
  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    Checkpoint checkpoint = log.checkpoint();
    return Reply.of(AuditForm.json(checkpoint), checkpoint.note(), "key " + checkpoint.verifierKey());
  }
}
