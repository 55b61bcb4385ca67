package io.sallyport.itests.appliance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program to its end and keeps what it printed. */
public final class Program {
  private Program() {}

  /** Standard output and error together, in {@link Result#out()}. */
  public static Result run(List<String> command, Map<String, String> environment, Path folder) {
    return run(command, environment, folder, "");
  }

  /** The same with something to read on standard input. */
  public static Result run(List<String> command, Map<String, String> environment, Path folder, String input) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      Cleanup.process(process);
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(String.join(" ", command), process.waitFor(), out, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command, e);
    }
  }

  /** A Java program of its own. */
  public static Result java(Path jar, String... arguments) {
    // Over before the optimising compiler would have helped it.
    List<String> command = new ArrayList<>(List.of(javaBinary(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return run(command, Map.of(), Path.of("").toAbsolutePath());
  }

  /** The java command of the JVM that runs this. */
  public static String javaBinary() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
