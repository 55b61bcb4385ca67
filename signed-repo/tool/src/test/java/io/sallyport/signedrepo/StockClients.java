package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * TUF clients that are not ours, as judges of our repositories: python-tuf (Debian's {@code python3-tuf}) and tuf-js (from the npm registry that
 * the machine uses, by a lock file). A test is skipped where one is missing, after those that are there have judged; it fails instead where
 * {@code SALLYPORT_JUDGES=required} says that they must be there.
 */
final class StockClients {
  static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path JS = Path.of("src/test/js").toAbsolutePath();
  private static final Path JS_HOME = Path.of("target/tuf-js").toAbsolutePath();

  private StockClients() {}

  /** Refresh, then every target named, with each of them. */
  static void agree(Path work, Path medium, Path root, String... names) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(medium.toString(), root.toString()));
    arguments.addAll(List.of(names));
    List<String> missing = new ArrayList<>();
    if (pythonTuf()) {
      judge(work, work, List.of(PYTHON.toString(), script("/verify-with-python-tuf.py").toString()), arguments, names.length);
    } else {
      missing.add("python3-tuf");
    }
    if (tufJs(work)) {
      judge(work, JS_HOME, List.of("node", JS.resolve("verify-with-tuf-js.cjs").toString()), arguments, names.length);
    } else {
      missing.add("tuf-js (npm ci in " + JS + ")");
    }
    present(missing);
  }

  static boolean pythonTuf() {
    return Files.isExecutable(PYTHON) && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/tuf"));
  }

  /** Skips the test, or fails it, if something is missing. */
  static void present(List<String> missing) {
    String message = "not installed here: " + String.join(", ", missing);
    if ("required".equals(System.getenv("SALLYPORT_JUDGES"))) {
      assertTrue(missing.isEmpty(), message);
    }
    Assumptions.assumeTrue(missing.isEmpty(), message);
  }

  static Path script(String resource) throws Exception {
    return Path.of(StockClients.class.getResource(resource).toURI());
  }

  /** Exit status of a process, its output in a file. */
  static int run(Path directory, Path log, long seconds, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(seconds, TimeUnit.SECONDS), () -> "still running: " + command);
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void judge(Path work, Path directory, List<String> judge, List<String> arguments, int names) throws Exception {
    List<String> command = new ArrayList<>(judge);
    command.addAll(arguments);
    Path log = work.resolve("judge.log");
    run(directory, log, 120, command);
    assertEquals("verified " + names + " targets", Files.readString(log).strip());
  }

  private static synchronized boolean tufJs(Path work) throws Exception {
    if (!onPath("node") || !onPath("npm")) {
      return false;
    }
    Files.createDirectories(JS_HOME);
    boolean fresh = false;
    for (String file : List.of("package.json", "package-lock.json")) {
      Path copy = JS_HOME.resolve(file);
      fresh |= !Files.exists(copy) || Files.mismatch(copy, JS.resolve(file)) >= 0;
      Files.copy(JS.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return !fresh && Files.isDirectory(JS_HOME.resolve("node_modules/tuf-js"))
        || run(JS_HOME, work.resolve("npm.log"), 300, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")) == 0;
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
