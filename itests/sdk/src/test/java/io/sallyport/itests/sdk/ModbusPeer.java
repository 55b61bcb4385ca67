package io.sallyport.itests.sdk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.plant.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A Modbus device: npm's {@code modbus-serial} as the partner's own tests have set it up. */
final class ModbusPeer implements AutoCloseable {
  private final Process process;
  private final int port;

  private ModbusPeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Skips the test, or fails it under {@code SALLYPORT_JUDGES=required}, if it is not installed. @param project where the connector was built */
  static ModbusPeer start(Path project) {
    Path home = project.resolve("target/peer");
    boolean there = Files.isDirectory(home.resolve("node_modules/modbus-serial"));
    if ("required".equals(System.getenv("SALLYPORT_JUDGES"))) {
      assertTrue(there, "not installed here: modbus-serial");
    }
    Assumptions.assumeTrue(there, "not installed here: modbus-serial");
    int port = FreePort.next();
    try {
      Process process = new ProcessBuilder(List.of("node", "server.cjs", Integer.toString(port), project.resolve("src/test/resources/tables.json").toString()))
          .directory(home.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
      assertTrue(("READY " + port).equals(line), () -> "the device said " + line);
      return new ModbusPeer(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
