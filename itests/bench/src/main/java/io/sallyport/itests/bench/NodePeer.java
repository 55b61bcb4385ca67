package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.plant.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** npm's onnxruntime-node behind node's own HTTP server, as a process; by the lock file. Closing ends it. */
final class NodePeer implements AutoCloseable {
  private static final int NPM_SECONDS = 300;

  private final Process process;
  private final int port;

  private NodePeer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Empty where node or npm is missing or the packages cannot be had. @param module the benchmarks' folder */
  static Optional<NodePeer> start(Path module, List<Net> nets) {
    try {
      Path home = module.resolve("target/peer");
      if (!installed(module.resolve("src/main/js"), home)) {
        return Optional.empty();
      }
      int port = FreePort.next();
      List<String> command = new ArrayList<>(List.of("node", "server.cjs", Integer.toString(port)));
      Path folder = Folders.temporary("nets");
      for (Net net : nets) {
        command.add(net.name() + "=" + Files.write(folder.resolve(net.name() + ".onnx"), net.onnx()) + "=" + net.extents());
      }
      Process process = new ProcessBuilder(command).directory(home.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
      if (!("READY " + port).equals(line)) {
        process.destroyForcibly();
        throw new IllegalStateException("the peer said " + line);
      }
      return Optional.of(new NodePeer(process, port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean installed(Path sources, Path home) throws IOException {
    if (!onPath("node") || !onPath("npm")) {
      return false;
    }
    Files.createDirectories(home);
    boolean fresh = false;
    for (String file : List.of("package.json", "package-lock.json", "server.cjs")) {
      Path copy = home.resolve(file);
      fresh |= !file.equals("server.cjs") && (!Files.exists(copy) || Files.mismatch(copy, sources.resolve(file)) >= 0);
      Files.copy(sources.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!fresh && Files.isDirectory(home.resolve("node_modules/onnxruntime-node"))) {
      return true;
    }
    Process npm = new ProcessBuilder("npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        .directory(home.toFile()).redirectErrorStream(true).redirectOutput(home.resolve("npm.log").toFile()).start();
    try {
      return npm.waitFor(NPM_SECONDS, TimeUnit.SECONDS) && npm.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      npm.destroyForcibly();
    }
  }

  private static boolean onPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
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
