package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages a delegation. */
@Command(name = "delegate", mixinStandardHelpOptions = true, description = "Stages a delegation: another role may sign for some names, e.g. a partner for packages/acme-*/*/*.")
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
    MetadataBuilder.RoleKeys keys = InitCommand.roleKeys(files.stream().map(PublicKeyFile::read).toList(), threshold, role);
    staging.editTargets(from, targets -> MetadataBuilder.withDelegation(targets, role, keys, paths, terminating));
    if (new Repository(directory).next(role).isEmpty()) {
      staging.editTargets(role, targets -> targets);
    }
    output.line("staged: %s may sign for %s; sign --role %s and --role %s next", role, String.join(", ", paths), from, role);
  }
}
