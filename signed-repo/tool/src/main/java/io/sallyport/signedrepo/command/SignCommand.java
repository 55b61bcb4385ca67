package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Role;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds one signature to staged metadata. */
@Command(name = "sign", mixinStandardHelpOptions = true, description = {"Adds one signature to the staged metadata of a role; each signer runs it with their own key.",
    "Order: root and targets (and delegated roles) first, then snapshot, then timestamp."})
public final class SignCommand implements Runnable {
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true) private String role;
  @Option(names = "--key", required = true, paramLabel = "FILE", description = "the signer's key file (PKCS#12)") private Path key;
  @Mixin private PasswordOption password;
  @Mixin private Output output;

  @Override
  public void run() {
    Staging staging = new Staging(new Repository(directory), Clock.systemUTC());
    MetadataFile file = staging.sign(role, KeyFile.open(key, password.password()));
    List<Role> roles = staging.rolesFor(role);
    boolean enough = roles.stream().allMatch(r -> r.verifiedBy(file.envelope()).size() >= r.threshold());
    Role last = roles.get(roles.size() - 1);
    int valid = last.verifiedBy(file.envelope()).size();
    output.line("%s version %d: %d of %d signatures%s", role, file.version(), valid, last.threshold(), enough ? ", complete" : "");
    if (output.json()) {
      output.json(JsonObject.builder().put("role", role).put("version", file.version()).put("signatures", valid).put("threshold", last.threshold()).put("complete", enough).build());
    }
  }
}
