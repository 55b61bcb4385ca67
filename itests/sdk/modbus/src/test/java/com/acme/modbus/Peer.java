package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A Modbus TCP server that is not ours, as a process; it ends with its standard input. */
final class Peer implements AutoCloseable {
  private static final Path JS = Path.of("src/test/js");
  private static final Path JS_HOME = Path.of("target/peer");
  private static final String PYTHON = "/usr/bin/python3";
  private static final Path TABLES = Path.of("src/test/resources/tables.json").toAbsolutePath();

  /** Whose software it is. */
  enum Kind {
    /** npm's {@code modbus-serial}, by the lock file. */
    MODBUS_SERIAL,
    /** Debian's {@code python3-pymodbus}. */
    PYMODBUS
  }

  private final Process process;

  private Peer(Process process) {
    this.process = process;
  }

  /**
   * Starts one, and waits until it listens. Skips the test where its software is missing, or fails it where
   * {@code SALLYPORT_JUDGES=required} says that it must be there.
   */
  static Peer start(Kind kind, int port) throws Exception {
    List<String> command = switch (kind) {
      case MODBUS_SERIAL -> List.of("node", "server.cjs", Integer.toString(port), TABLES.toString());
      case PYMODBUS -> List.of(PYTHON, Path.of("src/test/python/server.py").toAbsolutePath().toString(), Integer.toString(port), TABLES.toString());
    };
    boolean there = kind == Kind.PYMODBUS ? Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/pymodbus")) : nodeModules();
    String missing = "not installed here: " + kind;
    if ("required".equals(System.getenv("SALLYPORT_JUDGES"))) {
      assertTrue(there, missing);
    }
    Assumptions.assumeTrue(there, missing);
    Process process = new ProcessBuilder(command).directory(kind == Kind.PYMODBUS ? Path.of("").toAbsolutePath().toFile() : JS_HOME.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Peer peer = new Peer(process);
    try {
      String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
      assertTrue(("READY " + port).equals(line), () -> kind + " said " + line);
      return peer;
    } catch (IOException | AssertionError e) {
      peer.close();
      throw e;
    }
  }

  /** Below those that the system gives to clients: one of them could be taken by any connection before the server has it. */
  static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(ThreadLocalRandom.current().nextInt(10_240, 32_768), 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }

  private static synchronized boolean nodeModules() throws Exception {
    if (!onPath("node") || !onPath("npm")) {
      return false;
    }
    Files.createDirectories(JS_HOME);
    boolean fresh = false;
    for (String file : List.of("package.json", "package-lock.json", "server.cjs")) {
      Path copy = JS_HOME.resolve(file);
      fresh |= !Files.exists(copy) || Files.mismatch(copy, JS.resolve(file)) >= 0;
      Files.copy(JS.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!fresh && Files.isDirectory(JS_HOME.resolve("node_modules/modbus-serial"))) {
      return true;
    }
    Process npm = new ProcessBuilder("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        .directory(JS_HOME.toFile()).redirectErrorStream(true).redirectOutput(JS_HOME.resolve("npm.log").toFile()).start();
    try {
      return npm.waitFor(120, TimeUnit.SECONDS) && npm.exitValue() == 0;
    } finally {
      npm.destroyForcibly();
    }
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Ends it at once, as a power cut does. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
