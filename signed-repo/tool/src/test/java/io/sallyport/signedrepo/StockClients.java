package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** TUF clients that are not ours, as judges of our repositories. */
final class StockClients {
  private StockClients() {}

  /** Refresh, then every target named; skipped where python-tuf is not installed. */
  static void pythonTuf(Path work, Path medium, Path root, String... names) throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")) && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/tuf")), "python3-tuf is not installed");
    Path script = Path.of(StockClients.class.getResource("/verify-with-python-tuf.py").toURI());
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString(), medium.toString(), root.toString()));
    command.addAll(List.of(names));
    Path log = work.resolve("python.log");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals("verified " + names.length + " targets", Files.readString(log).strip());
  }
}
