package io.sallyport.shell.audit;

import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
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
  @Argument(name = "DIR", description = "A directory that is absent or empty; a name alone goes into the export folder, DATA/export", required = true)
  private String directory;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    Path target = files.writeAuditLog(directory);
    return Reply.of(Map.of("directory", target.toString()), "Exported to " + target,
        "Check it on another machine: java -jar sallyport-audit-VERSION-verifier.jar DIR --key KEY (the key is shown by audit:checkpoint)");
  }
}
