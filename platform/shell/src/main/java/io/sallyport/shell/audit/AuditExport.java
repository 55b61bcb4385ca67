package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFile;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:export}. */
@Service
@Command(scope = "audit", name = "export", description = "Copies the audit log for another machine, where the stand-alone verifier checks it")
public final class AuditExport extends SallyportCommand {
  @Argument(name = "DIR", description = "A directory that is absent or empty", required = true)
  private String directory;

  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    Path target = TravellingFile.path(directory);
    log.export(target);
    return Reply.of(Map.of("directory", target.toString()), "Exported to " + target,
        "Check it on another machine: java -jar sallyport-audit-VERSION-verifier.jar DIR --key KEY (the key is shown by audit:checkpoint)");
  }
}
