package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Verification;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:verify}. */
@Service
@Command(scope = "audit", name = "verify", description = "Recomputes every hash of the audit log and compares it with the signed checkpoint")
public final class AuditVerify extends SallyportCommand {
  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    Verification verification = log.verify();
    List<String> lines = new ArrayList<>(List.of("origin  " + verification.origin(), "size    " + verification.size(), "root    " + verification.root()));
    verification.findings().forEach(finding -> lines.add(AuditForm.line(finding)));
    lines.add(verification.intact() ? "INTACT" : "NOT INTACT");
    Reply reply = Reply.of(AuditForm.json(verification), lines.toArray(String[]::new));
    return verification.intact() ? reply : reply.failed();
  }
}
