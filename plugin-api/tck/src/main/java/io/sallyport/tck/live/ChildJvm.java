package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.tck.Subject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Runs the live rules of a package in child JVMs: another one whenever one has ended before its time. Thread-safe. */
public final class ChildJvm {
  private static final long LONGEST_MINUTES = 15;
  private static final int LAST_JAVA_WITH_A_SECURITY_MANAGER = 23;

  private final Optional<Path> setup;

  /** @param setup {@code tck.json}, if there is one */
  public ChildJvm(Optional<Path> setup) {
    this.setup = setup;
  }

  /**
   * @return a finding for each of the rules
   * @throws RefusedException SP-SDK-0059 if {@code tck.json} cannot be, 0061 for a Java that has no security manager any more
   */
  public Map<String, Finding> run(Subject subject, List<LiveRule> rules) {
    if (Runtime.version().feature() > LAST_JAVA_WITH_A_SECURITY_MANAGER) {
      throw new RefusedException(new Refusal("SP-SDK-0061", "this Java cannot watch what a plugin connects to", "Java " + Runtime.version(), "run the TCK with Java 17, as the platform does"));
    }
    setup.ifPresent(Setup::read);
    try {
      Path scratch = Files.createTempDirectory("sallyport-tck");
      try {
        return run(subject, rules, scratch);
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the package ran", e);
    }
  }

  private Map<String, Finding> run(Subject subject, List<LiveRule> rules, Path scratch) throws IOException, InterruptedException {
    Results results = new Results(scratch.resolve("results.jsonl"));
    Map<String, Finding> findings = new LinkedHashMap<>();
    List<String> open = new ArrayList<>(rules.stream().map(LiveRule::id).toList());
    while (!open.isEmpty()) {
      Path log = scratch.resolve("child.log");
      int status = start(subject, scratch, log, open);
      findings.putAll(results.read());
      results.unfinished().filter(open::contains).ifPresent(rule -> {
        Finding ended = Finding.failed("the JVM ended while it ran, with status " + status + last(log));
        results.judged(rule, ended);
        findings.put(rule, ended);
      });
      if (!open.removeIf(findings::containsKey)) {
        throw new IllegalStateException("the child JVM ended with status " + status + " before it judged anything" + last(log));
      }
    }
    return findings;
  }

  private int start(Subject subject, Path scratch, Path log, List<String> rules) throws IOException, InterruptedException {
    List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
        "-Duser.language=en", "-Djava.security.manager=allow", "-Djava.io.tmpdir=" + scratch, "-cp", classPath(), ChildMain.class.getName(), subject.folder().toAbsolutePath().toString(),
        setup.map(file -> file.toAbsolutePath().toString()).orElse("-"), scratch.resolve("results.jsonl").toString(), scratch.toString(), String.join(",", rules));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).directory(scratch.toFile()).start();
    try {
      child.getOutputStream().close();
      if (!child.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the child JVM did not end within " + LONGEST_MINUTES + " minutes" + last(log));
      }
      return child.exitValue();
    } finally {
      child.destroyForcibly();
    }
  }

  /** That of this class, wherever it was loaded from. Maven leaves SLF4J out of a plugin's loader and lends it its own. */
  private static String classPath() {
    if (ChildJvm.class.getClassLoader() instanceof URLClassLoader loader) {
      URL logging = LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation();
      return Stream.concat(Arrays.stream(loader.getURLs()), Stream.of(logging)).map(ChildJvm::path).distinct().collect(Collectors.joining(File.pathSeparator));
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }

  private static String path(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  private static String last(Path log) {
    try {
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "";
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
