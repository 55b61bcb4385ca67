package io.sallyport.signedrepo;

import io.sallyport.signedrepo.command.AddCommand;
import io.sallyport.signedrepo.command.AdvisoriesCommand;
import io.sallyport.signedrepo.command.ClientCommand;
import io.sallyport.signedrepo.command.CompatibilityCommand;
import io.sallyport.signedrepo.command.DelegateCommand;
import io.sallyport.signedrepo.command.DevelopmentCommand;
import io.sallyport.signedrepo.command.DiodeCommand;
import io.sallyport.signedrepo.command.InitCommand;
import io.sallyport.signedrepo.command.InventoryCommand;
import io.sallyport.signedrepo.command.KeysCommand;
import io.sallyport.signedrepo.command.MediumCommand;
import io.sallyport.signedrepo.command.PackageCommand;
import io.sallyport.signedrepo.command.PolicyCommand;
import io.sallyport.signedrepo.command.PublishCommand;
import io.sallyport.signedrepo.command.ReleaseCommand;
import io.sallyport.signedrepo.command.RenewCommand;
import io.sallyport.signedrepo.command.RotateCommand;
import io.sallyport.signedrepo.command.SbomCommand;
import io.sallyport.signedrepo.command.SdkCommand;
import io.sallyport.signedrepo.command.SignCommand;
import io.sallyport.signedrepo.command.SiteCommand;
import io.sallyport.signedrepo.command.StatusCommand;
import io.sallyport.signedrepo.command.VerifyCommand;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. Exit status: 0 done, 1 refused, 2 wrong usage. */
@Command(name = "signed-repo", mixinStandardHelpOptions = true, version = "0.1.0", description = "Makes, signs and checks Sallyport's vendor repository and its media.",
    subcommands = {KeysCommand.class, InitCommand.class, RotateCommand.class, RenewCommand.class, PolicyCommand.class, DelegateCommand.class, PackageCommand.class, SbomCommand.class, AddCommand.class, AdvisoriesCommand.class, StatusCommand.class,
        SignCommand.class, PublishCommand.class, MediumCommand.class, VerifyCommand.class, InventoryCommand.class, DevelopmentCommand.class, ReleaseCommand.class, ClientCommand.class, DiodeCommand.class,
        SiteCommand.class, CompatibilityCommand.class, SdkCommand.class, CommandLine.HelpCommand.class},
    footer = {"", "The way of a release: keys, init, sign --role root (two people), then per release: package, add,", "sign --role targets (two people), sign --role snapshot, sign --role timestamp, publish, medium, verify."})
public final class Tool implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
  }

  /** Runs one command; never exits the JVM. */
  public static int execute(String... args) {
    return execute(new Tool(), args);
  }

  /** The same with a command by itself: knowing all of them takes as long as most of them do. */
  static int execute(Object command, String... args) {
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Algorithm.class, word -> Algorithm.of(word).orElseThrow(() -> new CommandLine.TypeConversionException("none of " + List.of(Algorithm.values()))))
        .registerConverter(SignaturePolicy.class, word -> SignaturePolicy.of(word).orElseThrow(() -> new CommandLine.TypeConversionException("none of " + List.of(SignaturePolicy.values()))))
        .setExecutionExceptionHandler((failure, line, parsed) -> {
      line.getErr().println(message(failure));
      return 1;
    }).execute(args);
  }

  private static String message(Exception failure) {
    if (failure instanceof RefusedException) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException io) {
      return ToolRefusals.io(io.getCause(), "signed-repo").getMessage();
    }
    return ToolRefusals.refuse("SP-TOOL-0099", "unexpected: " + failure, "signed-repo", "report this as a defect").getMessage();
  }

  public static void main(String[] args) {
    int status = execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
