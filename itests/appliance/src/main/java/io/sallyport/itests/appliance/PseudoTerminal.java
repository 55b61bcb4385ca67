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

  /** Runs it to its end; what the terminal showed, echo included, is the output. */
  public static Result run(List<String> command, Map<String, String> environment, Path folder, List<String> typed) {
    String line = command.stream().map(PseudoTerminal::quoted).collect(Collectors.joining(" "));
    try {
      ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "--quiet", "--return", "--command", line, "/dev/null").directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      Cleanup.process(process);
      StringBuilder shown = new StringBuilder();
      try (OutputStream keys = process.getOutputStream()) {
        for (String answer : typed) {
          untilAsked(process, shown);
          keys.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
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

  /** Reads what is shown until it ends with a question, or the program has ended. */
  private static void untilAsked(Process process, StringBuilder shown) throws IOException {
    byte[] bytes = new byte[4096];
    int count = process.getInputStream().read(bytes);
    while (count >= 0) {
      shown.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
      if (process.getInputStream().available() == 0 && shown.toString().endsWith(ASKS)) {
        return;
      }
      count = process.getInputStream().read(bytes);
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
