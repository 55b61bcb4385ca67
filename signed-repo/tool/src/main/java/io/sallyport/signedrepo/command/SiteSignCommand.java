package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    byte[] content = VerifyCommand.read(file); // once: what is shown is what is signed
    Envelope envelope = Envelope.parse(content, file.toString());
    if (envelope.signed().string("_type").equals("waiver")) {
      Waiver.read(content, file.toString()).lines().forEach(line -> output.line("%s", line));
      Envelope signed = sign(envelope, "Sign this waiver?", PairedSigner::halves);
      told("waiver", signed.signatures().size(), List.of());
      return;
    }
    SiteRoot root = SiteRoot.of(RootMetadata.parse(envelope.signed()));
    Optional<SiteRoot> inForce = Optional.ofNullable(from).map(path -> ExportedSite.read(VerifyCommand.read(path), path.toString()).inForce(path.toString()));
    root.lines().forEach(line -> output.line("%s", line));
    Envelope signed = sign(envelope, "Sign this site root?", signer -> halves(root, inForce, signer));
    List<Quorum.Count> counts = root.root().role("root").counted().stream().map(quorum -> quorum.count(signed)).toList();
    told("root", counts.get(0).valid(), counts);
  }

  private Envelope sign(Envelope envelope, String question, Function<PairedSigner, List<Signer>> halves) {
    consent.require(question);
    Envelope signed = envelope;
    for (Signer half : halves.apply(KeyFile.openPair(key, password.password()))) {
      signed = signed.with(half);
    }
    AtomicFiles.write(file, signed.toBytes());
    return signed;
  }

  private void told(String type, int signatures, List<Quorum.Count> counts) {
    String of = counts.isEmpty() ? Integer.toString(signatures) : counts.stream().map(count -> (count.kind() == Quorum.Kind.CLASSICAL ? "" : "ML-DSA-87 ") + count).collect(Collectors.joining(", "));
    output.line("Signed: %s signatures", of);
    if (output.json()) {
      output.json(JsonObject.builder().put("type", type).put("signatures", signatures).put("threshold", counts.stream().findFirst().map(Quorum.Count::threshold)).build());
    }
  }

  /** What this root or the one in force names of the signer's key; the classical half must be among it. */
  private static List<Signer> halves(SiteRoot root, Optional<SiteRoot> inForce, PairedSigner signer) {
    List<Signer> named = signer.halves().stream().filter(half -> Stream.concat(Stream.of(root), inForce.stream()).anyMatch(each -> each.root().role("root").has(half.key().id()))).toList();
    if (!named.contains(signer.classical())) {
      throw ToolRefusals.refuse("SP-TOOL-0005", "the key is not one of the site's approvers'", "key " + signer.key().id(), "sign with the key that the site root names, or give --from");
    }
    return named;
  }
}
