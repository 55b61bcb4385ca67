package io.sallyport.itests.bench;

import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.ProcessView;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.plant.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Karaf as it is published, with ports of its own. Closing kills it. */
final class StockKaraf implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1000;
  private static final Duration READY = Duration.ofSeconds(120);

  private final Path home;
  private final int port;
  private boolean warm;
  private Process process;

  private StockKaraf(Path home, int port) {
    this.home = home;
    this.port = port;
  }

  /** A private copy of the unpacked distribution. */
  static StockKaraf copyOf(Path unpacked) {
    StockKaraf karaf = new StockKaraf(Folders.copy(unpacked, Folders.temporary("karaf").resolve("karaf")), FreePort.next());
    karaf.edit("etc/org.apache.karaf.shell.cfg", "sshPort = 8101", "sshPort = " + karaf.port);
    karaf.edit("etc/org.apache.karaf.management.cfg", "rmiRegistryPort = 1099", "rmiRegistryPort = " + FreePort.next());
    karaf.edit("etc/org.apache.karaf.management.cfg", "rmiServerPort = 44444", "rmiServerPort = " + FreePort.next());
    return karaf;
  }

  /** Boots until its console listens and, the first time, the features service says that the boot features are done. */
  Boot boot() {
    try {
      Path log = home.resolve("data/log/karaf.log");
      Files.deleteIfExists(log);
      ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server").redirectErrorStream(true)
          .redirectOutput(home.resolve("stdout.log").toFile());
      builder.environment().put("JAVA_HOME", Path.of(Program.javaBinary()).getParent().getParent().toString());
      long begin = System.nanoTime();
      process = builder.start();
      Await.until("stock Karaf is up", READY, () -> listening() && (warm || Files.exists(log) && read(log).contains("| Done.")));
      warm = true;
      long wall = (System.nanoTime() - begin) / 1_000_000;
      ProcessView jvm = new ProcessView(jvm());
      return new Boot(wall, jvm.cpuMillis(), jvm.residentMebibytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** bin/karaf stays as the JVM's parent. */
  private long jvm() {
    return process.descendants().filter(p -> p.info().command().orElse("").endsWith("java")).findFirst().map(ProcessHandle::pid).orElse(process.pid());
  }

  void stop() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.onExit().join();
  }

  private void edit(String file, String old, String replacement) {
    Path path = home.resolve(file);
    String text = read(path);
    if (!text.contains(old)) {
      throw new IllegalStateException(file + " of stock Karaf no longer says " + old);
    }
    try {
      Files.writeString(path, text.replace(old, replacement));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
