package io.sallyport.signedrepo.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What has to do with a one-way line. */
@Command(name = "diode", mixinStandardHelpOptions = true, description = "Sends media over a one-way line.", subcommands = DiodeSendCommand.class)
public final class DiodeCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command: send");
  }
}
