package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.PlanText;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.SignedApproval;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves an exported candidate. */
@Command(name = "approve", mixinStandardHelpOptions = true, description = {"Shows the plan of an exported candidate, asks, and signs it with the approver's own key.",
    "Bring the approval back with generation:import-approval."})
public final class SiteApproveCommand implements Runnable {
  @Parameters(paramLabel = "CANDIDATE", description = "what generation:export wrote") private Path file;
  @Option(names = "--key", required = true, paramLabel = "FILE", description = "the approver's key file (PKCS#12)") private Path key;
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the approval: a file that does not exist yet") private Path out;
  @Mixin private Consent consent;
  @Mixin private PasswordOption password;
  @Mixin private Output output;

  @Override
  public void run() {
    ExportedCandidate candidate = ExportedCandidate.read(VerifyCommand.read(file), file.toString());
    if (Files.exists(out)) {
      throw ToolRefusals.refuse("SP-TOOL-0051", "the file exists already", out, "name another file");
    }
    PlanText.of(candidate.plan()).forEach(line -> output.line("%s", line));
    output.line("Plan %s", candidate.generation().planSha256());
    output.line("Your signature means: %s.", SignedApproval.APPROVE);
    consent.require("Approve generation " + candidate.generation().number() + "?");
    SignedApproval approval = candidate.sign(KeyFile.openPair(key, password.password()), Clock.systemUTC());
    AtomicFiles.write(out, Json.pretty(approval.toJson()).getBytes(StandardCharsets.UTF_8));
    JsonObject record = approval.record();
    output.line("Signed by %s (%s, %s), meaning: %s, %s", record.string("name"), record.string("user"), record.string("role"), record.string("meaning"), record.string("time"));
    output.line("Written: %s; on the appliance: generation:import-approval %s", out, out.getFileName());
    if (output.json()) {
      output.json(record.toBuilder().put("file", out.toString()).build());
    }
  }
}
