package io.sallyport.shell.audit;

import io.sallyport.provision.SiteAuthority;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:acknowledge}. */
@Service
@Command(scope = "audit", name = "acknowledge", description = "Accepts that the audit log is missing, shorter or another than the appliance remembers, and remembers this one from now on")
public final class AuditAcknowledge extends Administration {
  @Option(name = "--reason", description = "What was found out, for the audit log", required = true)
  private String reason;

  @Reference
  private SiteAuthority authority;

  @Override
  protected Reply run() {
    authority.acknowledgeLog(reason, actor());
    return Reply.of(Map.of("acknowledged", true), "Acknowledged and recorded: this is the audit log that the appliance remembers from now on");
  }
}
