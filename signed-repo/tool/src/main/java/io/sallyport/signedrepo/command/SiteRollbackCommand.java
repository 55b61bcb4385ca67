package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.site.ExportedRollback;
import io.sallyport.trust.site.Rollback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs an exported rollback. */
@Command(name = "rollback", mixinStandardHelpOptions = true, description = {"Shows an exported rollback, asks, and signs it with one approver's own key.",
    "Bring it back with generation:rollback --import."})
public final class SiteRollbackCommand implements Runnable {
  @Parameters(paramLabel = "ROLLBACK", description = "what generation:rollback --export wrote") private Path file;
  @Option(names = "--key", required = true, paramLabel = "FILE", description = "the approver's key file (PKCS#12)") private Path key;
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the signed rollback: a file that does not exist yet") private Path out;
  @Mixin private Consent consent;
  @Mixin private PasswordOption password;
  @Mixin private Output output;

  @Override
  public void run() {
    ExportedRollback rollback = ExportedRollback.read(VerifyCommand.read(file), file.toString());
    if (Files.exists(out)) {
      throw ToolRefusals.refuse("SP-TOOL-0051", "the file exists already", out, "name another file");
    }
    rollback.lines().forEach(line -> output.line("%s", line));
    output.line("Your signature means: %s.", Rollback.MEANING);
    consent.require("Go back to generation " + rollback.to() + "?");
    Envelope signed = rollback.sign(KeyFile.openPair(key, password.password()), Clock.systemUTC());
    AtomicFiles.write(out, signed.toBytes());
    JsonObject record = signed.signed().object("custom").object("record");
    output.line("Signed by %s (%s, %s), meaning: %s, %s", record.string("name"), record.string("user"), record.string("role"), record.string("meaning"), record.string("time"));
    output.line("Written: %s; on the appliance: generation:rollback --import %s", out, out.getFileName());
    if (output.json()) {
      output.json(record.toBuilder().put("file", out.toString()).build());
    }
  }
}
