package io.sallyport.shell.audit;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.InclusionProof;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.JsonObject;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code audit:proof}. */
@Service
@Command(scope = "audit", name = "proof", description = "Proves that an entry is in the audit log (C2SP tlog-proof)")
public final class AuditProof extends SallyportCommand {
  @Argument(name = "INDEX", description = "The entry's index, as audit:list shows it", required = true)
  private long index;

  @Reference
  private AuditLog log;

  @Override
  protected Reply run() {
    InclusionProof proof = log.inclusion(index);
    String entry = log.entry(index).orElseThrow().text();
    JsonObject json = JsonObject.builder().put("index", index).put("entry", entry).put("leaf_hash", proof.leafHash()).put("path", proof.path())
        .put("checkpoint", AuditForm.json(proof.checkpoint())).put("proof", proof.text()).build();
    return Reply.of(json, entry, "", proof.text());
  }
}
