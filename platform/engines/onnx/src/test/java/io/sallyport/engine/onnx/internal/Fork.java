package io.sallyport.engine.onnx.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a JVM of its own, whose exit status tells whether native code has brought it down. */
record Fork(int status, String output) {
  private static final long SECONDS = 120;

  /** @param directory where the JVM would leave its error file */
  static Fork run(Path directory, Class<?> main, String... arguments) throws Exception {
    return run(List.of(), directory, main, arguments);
  }

  /** @param kibibytes most data that the process may hold */
  static Fork within(int kibibytes, Path directory, Class<?> main, String... arguments) throws Exception {
    return run(List.of("sh", "-c", "ulimit -d " + kibibytes + " && exec \"$@\"", "sh"), directory, main, arguments);
  }

  private static Fork run(List<String> before, Path directory, Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + directory.resolve("hs_err.log"), "-cp",
        System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), () -> "still running: " + output);
      return new Fork(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
