package io.sallyport.engine.onnx.internal;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a process ended that should have gone on, in words. */
final class Ending {
  private static final int SIGNALLED = 128;
  private static final Map<Integer, String> SIGNALS = Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");
  /** What Java's own handler of signals says before it ends the process. */
  private static final Pattern FATAL = Pattern.compile("(?m)^#  (SIG[A-Z]+) \\(");
  private static final int LONGEST = 200;

  private Ending() {}

  /** @param status exit status; of a process ended by a signal, 128 more than its number */
  static String of(int status, String output) {
    Matcher fatal = FATAL.matcher(output);
    if (fatal.find()) {
      return fatal.group(1);
    }
    if (status > SIGNALLED) {
      return Optional.ofNullable(SIGNALS.get(status - SIGNALLED)).orElse("signal " + (status - SIGNALLED));
    }
    String last = output.strip().lines().reduce((first, second) -> second).map(line -> ", after: " + (line.length() > LONGEST ? line.substring(0, LONGEST) : line)).orElse("");
    return "exit status " + status + last;
  }
}
