package io.sallyport.signedrepo.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a site's approvers do on their own machines. */
@Command(name = "site", mixinStandardHelpOptions = true, description = {"What a site's approvers do away from their appliance, each with their own key:",
    "sign the site root, approve a generation, go back to the one before."},
    subcommands = {SiteRootCommand.class, SiteShowCommand.class, SiteSignCommand.class, SiteApproveCommand.class, SiteRollbackCommand.class})
public final class SiteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }
}
