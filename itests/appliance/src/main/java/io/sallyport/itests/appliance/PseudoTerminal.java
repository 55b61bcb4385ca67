package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program at a pseudo-terminal, made by {@code script} of util-linux: each line is typed when the program has asked for it. */
public final class PseudoTerminal {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final String ASKS = ": ";

  private PseudoTerminal() {}

  /** Whether there is one here. */
  public static boolean available() {
    return Files.isExecutable(SCRIPT);
  }

  /**
   * What is typed once something is shown.
   *
   * @param until shown since the turn before
   * @param keys as they are, without an end of line of their own
   */
  public record Turn(String until, String keys) {}

  /** Runs it to its end; what the terminal showed, echo included, is the output. */
  public static Result run(List<String> command, Map<String, String> environment, Path folder, List<String> typed) {
    return converse(command, environment, folder, typed.stream().map(answer -> new Turn(ASKS, answer + "\n")).toList());
  }

  /** The same, turn by turn. */
  public static Result converse(List<String> command, Map<String, String> environment, Path folder, List<Turn> turns) {
    String line = command.stream().map(PseudoTerminal::quoted).collect(Collectors.joining(" "));
    try {
      ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "--quiet", "--return", "--command", line, "/dev/null").directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      Cleanup.process(process);
      StringBuilder shown = new StringBuilder();
      try (OutputStream keys = process.getOutputStream()) {
        for (Turn turn : turns) {
          untilShown(process, shown, turn.until());
          keys.write(turn.keys().getBytes(StandardCharsets.UTF_8));
          keys.flush();
        }
        shown.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
      return new Result(line, process.waitFor(), shown.toString().replace("\r", ""), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + line, e);
    }
  }

  /** Reads what is shown until that is in it, with nothing behind it if it is a question, or the program has ended. */
  private static void untilShown(Process process, StringBuilder shown, String until) throws IOException {
    byte[] bytes = new byte[4096];
    int from = shown.length();
    int count = process.getInputStream().read(bytes);
    while (count >= 0) {
      shown.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      if (process.getInputStream().available() == 0 && (until.equals(ASKS) ? shown.toString().endsWith(ASKS) : shown.indexOf(until, from) >= 0)) {
        return;
      }
      count = process.getInputStream().read(bytes);
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
