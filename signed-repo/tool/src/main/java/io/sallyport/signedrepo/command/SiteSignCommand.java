package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Waiver;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds one approver's signature to a site root or a waiver. */
@Command(name = "sign", mixinStandardHelpOptions = true, description = {"Shows a site root or a waiver, asks, and adds one approver's signature to the file.",
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
    if (envelope.signed().string("_type").equals("waiver")) {
      Waiver.read(VerifyCommand.read(file), file.toString()).lines().forEach(line -> output.line("%s", line));
      Envelope signed = sign(envelope, "Sign this waiver?", keyid -> {});
      told("waiver", signed.signatures().size(), Optional.empty());
      return;
    }
    SiteRoot root = SiteRoot.of(RootMetadata.parse(envelope.signed()));
    Optional<SiteRoot> inForce = Optional.ofNullable(from).map(path -> ExportedSite.read(VerifyCommand.read(path), path.toString()).inForce(path.toString()));
    root.lines().forEach(line -> output.line("%s", line));
    Envelope signed = sign(envelope, "Sign this site root?", keyid -> requireApprover(root, inForce, keyid));
    told("root", root.root().role("root").verifiedBy(signed).size(), Optional.of(root.root().role("root").threshold()));
  }

  private Envelope sign(Envelope envelope, String question, Consumer<String> requireKey) {
    consent.require(question);
    Signer signer = KeyFile.open(key, password.password());
    requireKey.accept(signer.key().id());
    Envelope signed = envelope.with(signer);
    AtomicFiles.write(file, signed.toBytes());
    return signed;
  }

  private void told(String type, int signatures, Optional<Integer> threshold) {
    output.line("Signed: %d%s signatures", signatures, threshold.map(needed -> " of " + needed).orElse(""));
    if (output.json()) {
      output.json(JsonObject.builder().put("type", type).put("signatures", signatures).put("threshold", threshold).build());
    }
  }

  private static void requireApprover(SiteRoot root, Optional<SiteRoot> inForce, String keyid) {
    if (!root.root().role("root").keyids().contains(keyid) && inForce.filter(old -> old.root().role("root").keyids().contains(keyid)).isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0005", "the key is not one of the site's approvers'", "key " + keyid, "sign with the key that the site root names, or give --from");
    }
  }
}
