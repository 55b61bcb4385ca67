package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRoot;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds one approver's signature to a site root. */
@Command(name = "sign", mixinStandardHelpOptions = true, description = {"Shows a site root, asks, and adds one approver's signature to the file.",
    "The next root needs the signatures that the one in force demands, and its own: give --from when somebody signs who is an approver of the old one only."})
public final class SiteSignCommand implements Runnable {
  @Parameters(paramLabel = "FILE") private Path file;
  @Option(names = "--key", required = true, paramLabel = "FILE", description = "the approver's key file (PKCS#12)") private Path key;
  @Option(names = "--from", paramLabel = "FILE", description = "what appliance:export-site wrote: the root in force") private Path from;
  @Mixin private Consent consent;
  @Mixin private PasswordOption password;
  @Mixin private Output output;

  @Override
  public void run() {
    Envelope envelope = Envelope.parse(VerifyCommand.read(file), file.toString());
    SiteRoot root = SiteRoot.of(RootMetadata.parse(envelope.signed()));
    Optional<SiteRoot> inForce = Optional.ofNullable(from).map(path -> ExportedSite.read(VerifyCommand.read(path), path.toString()).inForce(path.toString()));
    root.lines().forEach(line -> output.line("%s", line));
    consent.require("Sign this site root?");
    Signer signer = KeyFile.open(key, password.password());
    requireApprover(root, inForce, signer.key().id());
    Envelope signed = envelope.with(signer);
    AtomicFiles.write(file, signed.toBytes());
    Role role = root.root().role("root");
    int valid = role.verifiedBy(signed).size();
    output.line("Signed: %d of %d signatures", valid, role.threshold());
    if (output.json()) {
      output.json(JsonObject.builder().put("version", root.version()).put("sha256", root.sha256()).put("signatures", valid).put("threshold", role.threshold()).build());
    }
  }

  private static void requireApprover(SiteRoot root, Optional<SiteRoot> inForce, String keyid) {
    if (!root.root().role("root").keyids().contains(keyid) && inForce.filter(old -> old.root().role("root").keyids().contains(keyid)).isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0005", "the key is not one of the site's approvers'", "key " + keyid, "sign with the key that the site root names, or give --from");
    }
  }
}
