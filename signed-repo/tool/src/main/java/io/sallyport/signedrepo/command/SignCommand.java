package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Pkcs11Token;
import io.sallyport.trust.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds one signature to staged metadata. */
@Command(name = "sign", mixinStandardHelpOptions = true, description = {"Adds one signature to the staged metadata of a role; each signer runs it with their own key.",
    "Order: root and targets (and delegated roles) first, then snapshot, then timestamp."})
public final class SignCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true) private String role;
  @Option(names = "--key", paramLabel = "FILE", description = "the signer's key file (PKCS#12)") private Path key;
  @Mixin private PasswordOption password;
  @Mixin private TokenOption token;
  @Mixin private Output output;

  @Override
  public void run() {
    Staging staging = new Staging(new Repository(directory), Clock.systemUTC());
    MetadataFile file = sign(staging);
    List<Role> roles = staging.rolesFor(role);
    boolean enough = roles.stream().allMatch(r -> r.met(file.envelope()));
    SignatureCounts counts = SignatureCounts.of(roles.get(roles.size() - 1), file.envelope());
    String content = Digests.sha256(CanonicalJson.encode(file.signed().map()));
    output.line("signed content of %s: SHA-256 %s; the other signers must see the same", role, content);
    output.line("%s version %d: %s%s", role, file.version(), counts, enough ? ", complete" : "");
    if (output.json()) {
      output.json(counts.addTo(JsonObject.builder().put("role", role).put("version", file.version()).put("content", content)).put("complete", enough).build());
    }
  }

  private MetadataFile sign(Staging staging) {
    if (token.given() == (key != null) || token.given() && token.label().isEmpty()) {
      throw new CommandLine.ParameterException(spec.commandLine(), "give either --key, or --pkcs11 with --label");
    }
    if (!token.given()) {
      return staging.sign(role, KeyFile.open(key, password.password()));
    }
    try (Pkcs11Token opened = token.open()) {
      return staging.sign(role, opened.signer(token.label().orElseThrow()));
    }
  }
}
