package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stages the next version of a role without a change. */
@Command(name = "renew", mixinStandardHelpOptions = true, description = {"Stages the next version of a role's metadata, unchanged but for a new expiry: before it expires, or when its keys have changed.",
    "Snapshot and timestamp need none: they are made anew whenever they are signed."})
public final class RenewCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true, description = "root, targets or a delegated role") private String role;
  @Mixin private Output output;

  @Override
  public void run() {
    if (role.equals("snapshot") || role.equals("timestamp")) {
      throw new CommandLine.ParameterException(spec.commandLine(), role + " is made anew by sign --role " + role);
    }
    Staging staging = new Staging(new Repository(directory), Clock.systemUTC());
    staging.rolesFor(role);
    MetadataFile file = role.equals("root") ? staging.editRoot(UnaryOperator.identity()) : staging.editTargets(role, UnaryOperator.identity());
    output.line("staged %s version %d, until %s; sign --role %s next", role, file.version(), file.signed().string("expires"), role);
  }
}
