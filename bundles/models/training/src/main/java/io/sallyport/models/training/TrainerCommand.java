package io.sallyport.models.training;

import io.sallyport.trust.RefusedException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A trainer at the command line. Stateless. */
public final class TrainerCommand {
  private TrainerCommand() {}

  /** What cannot be used is said in one line, not shown as a stack. @param trainer with picocli's annotations */
  public static CommandLine of(Callable<Integer> trainer) {
    return new CommandLine(trainer).setExecutionExceptionHandler((e, line, result) -> {
      if (e instanceof IllegalArgumentException || e instanceof UncheckedIOException || e instanceof RefusedException) {
        line.getErr().println(e.getMessage());
        return line.getCommandSpec().exitCodeOnExecutionException();
      }
      throw e;
    });
  }
}
