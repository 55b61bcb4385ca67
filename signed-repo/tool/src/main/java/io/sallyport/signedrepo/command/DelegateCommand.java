package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.RoleKeys;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.SignaturePolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages a delegation. */
@Command(name = "delegate", mixinStandardHelpOptions = true, description = {"Stages a delegation: another role may sign for some names, e.g. a partner for packages/acme-*/*/*.",
    "The threshold holds for each kind of keys; a hybrid or pq-only repository needs ML-DSA-87 keys too."})
public final class DelegateCommand implements Runnable {
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true, description = "name of the new role") private String role;
  @Option(names = "--from", defaultValue = "targets", description = "who delegates; default ${DEFAULT-VALUE}") private String from;
  @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "a public key; repeat for each key of the role") private List<Path> files;
  @Option(names = "--threshold", defaultValue = "1", description = "default ${DEFAULT-VALUE}") private int threshold;
  @Option(names = "--path", required = true, paramLabel = "PATTERN", description = "names delegated, wildcards per segment; repeatable") private List<String> paths;
  @Option(names = "--terminating", description = "for these names nobody after this role is asked") private boolean terminating;
  @Mixin private Output output;

  @Override
  public void run() {
    Staging staging = new Staging(new Repository(directory), Clock.systemUTC());
    RoleKeys keys = RoleKeys.of(files.stream().map(PublicKeyFile::read).toList(), threshold, role);
    SignaturePolicy policy = new Repository(directory).root().policy();
    if (keys.classical().isEmpty() || policy.needsPostQuantum() && keys.postQuantum().isEmpty()) {
      throw ToolRefusals.refuse("SP-TOOL-0023", "the policy is " + policy + ": a delegated role needs classical keys" + (policy.needsPostQuantum() ? " and ML-DSA-87 keys" : ""), "role " + role,
          "add the missing kind with --public-key");
    }
    staging.editTargets(from, targets -> MetadataBuilder.withDelegation(targets, role, keys, paths, terminating));
    if (new Repository(directory).next(role).isEmpty()) {
      staging.editTargets(role, targets -> targets);
    }
    output.line("staged: %s may sign for %s; sign --role %s and --role %s next", role, String.join(", ", paths), from, role);
  }
}
