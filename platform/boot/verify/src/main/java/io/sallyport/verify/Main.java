package io.sallyport.verify;

import io.sallyport.trust.RefusedException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/** Entry point. Exit status: 0 intact, 1 findings, 2 wrong usage. */
public final class Main {
  static final int INTACT = 0;
  static final int FINDINGS = 1;
  static final int USAGE = 2;

  private Main() {}

  /** See {@link Arguments#USAGE}. */
  public static void main(String[] arguments) {
    System.exit(run(Clock.systemUTC(), System.out, System.err, arguments));
  }

  static int run(Clock clock, PrintStream out, PrintStream err, String... words) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      err.println("sallyport-verify: " + e.getMessage());
      err.print(Arguments.USAGE);
      return USAGE;
    }
    Result result = verify(arguments, clock);
    new Printer(arguments, out, err).print(result);
    return result.intact() ? INTACT : FINDINGS;
  }

  private static Result verify(Arguments arguments, Clock clock) {
    try {
      return switch (arguments.subject()) {
        case MEDIUM -> MediumVerification.run(arguments, clock);
        case APPLIANCE -> ApplianceVerification.run(arguments.place(), arguments.dataOf(arguments.place()), arguments.homeOnly(), arguments.root());
        case IMAGE -> ImageVerification.run(arguments);
      };
    } catch (RefusedException e) {
      return Result.refused(e.refusal());
    }
  }
}
