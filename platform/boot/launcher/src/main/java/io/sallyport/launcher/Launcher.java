package io.sallyport.launcher;

import io.sallyport.trust.DisposableFolder;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Starts the appliance: one instance per data directory, every file of the distribution checked against the vendor-signed inventory, then
 * Karaf. Exit status 78 if anything differs. It cannot vouch for itself or for the JVM: that is what a read-only mount or measured boot is
 * for, and the stand-alone {@code sallyport-verify} checks it from outside. The data directory is not judged here: what enters the framework
 * from it is hashed by the gate when it does, and the content of the vault whenever it is read.
 */
public final class Launcher {
  static final int REFUSED = 78;
  /** If there is one, Karaf deletes its cache, or the whole data directory. */
  private static final List<String> KARAF_CLEANERS = List.of("clean_all", "clean_cache");
  /** Held for the life of the process. */
  private static FileLock lock;

  private Launcher() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    try {
      Path home = directory("sallyport.home");
      Path data = directory("sallyport.data");
      new JvmOptions(System.getProperty("sallyport.home"), System.getProperty("sallyport.data")).require(commandLine(), System.getenv().keySet());
      lock = lock(data.resolve("run"));
      for (String marker : KARAF_CLEANERS) {
        Path found = data.resolve(marker);
        if (Files.exists(found, LinkOption.NOFOLLOW_LINKS)) {
          new DisposableFolder(found).renew();
          Files.delete(found);
          System.err.println("SP-LAUNCH-0130: a file that would have Karaf delete data at this start – " + found + " – it was deleted instead; find out who put it there");
        }
      }
      new DataPreparation(data, System.getProperty("sallyport.host", "")).run().forEach(found -> System.err.println(found.message()));
      Verification.Report report = new Verification(home, Optional.of(data)).run();
      if (!report.intact()) {
        report.lines(20).forEach(System.err::println);
        halt();
      }
      System.setProperty("sallyport.launcher.files", Integer.toString(report.files()));
      System.setProperty("sallyport.launcher.ms", Long.toString(report.millis()));
      tell(new HostExposure(home).found());
    } catch (RefusedException refused) {
      System.err.println(refused.getMessage());
      halt();
    }
    // None: "clean" among them would have Karaf delete the data directory.
    org.apache.karaf.main.Main.main(new String[0]);
  }

  /** Of this process, as the kernel has it: the JVM's own list leaves out what its launcher took for itself. */
  private static List<String> commandLine() throws IOException {
    return List.of(Files.readString(Path.of("/proc/self/cmdline")).split("\0"));
  }

  private static void tell(List<String> exposures) {
    exposures.forEach(line -> System.err.println("SP-LAUNCH-0022: the host leaves something open – " + line + " – see deployment.md"));
    System.setProperty("sallyport.launcher.host", exposures.stream().map(line -> line.substring(0, line.indexOf(':'))).collect(Collectors.joining(",")));
  }

  private static void halt() {
    System.err.flush();
    Runtime.getRuntime().halt(REFUSED);
  }

  private static Path directory(String property) {
    String value = System.getProperty(property, "");
    if (value.isBlank()) {
      throw Findings.refuse("SP-LAUNCH-0001", "a directory is not set", "system property " + property, "start with bin/sallyport");
    }
    return Path.of(value).toAbsolutePath().normalize();
  }

  private static FileLock lock(Path run) throws IOException {
    Files.createDirectories(run);
    Path file = run.resolve(DataPreparation.LOCK);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      new DisposableFolder(file).renew();
      Files.delete(file);
    }
    // Not closed: the lock lives as long as the process.
    FileLock taken = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).tryLock();
    if (taken == null) {
      throw Findings.refuse("SP-LAUNCH-0002", "another process runs on this data directory", file.toString(), "stop it first: sallyport stop");
    }
    return taken;
  }
}
