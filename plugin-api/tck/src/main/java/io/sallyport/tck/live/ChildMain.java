package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The child JVM: judges rules one after the other. A rule that does not end is judged failed, and the JVM ends with it. */
public final class ChildMain {
  private static final long LONGEST_SECONDS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int STUCK = 3;

  private ChildMain() {}

  /** Arguments: folder of the package, {@code tck.json} or {@code -}, file of results, folder for scratch, ids of rules separated by commas. */
  @SuppressWarnings("removal")
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Network network = new Network();
    System.setSecurityManager(network);
    Path folder = Path.of(arguments[0]);
    Results results = new Results(Path.of(arguments[2]));
    Descriptor descriptor = Descriptor.parse(Files.readAllBytes(folder.resolve("package.json")), "package.json");
    Setup setup = Setup.of(Optional.of(arguments[1]).filter(file -> !file.equals("-")).map(Path::of));
    Bench bench = new Bench(folder.resolve(descriptor.parts("bundle").get(0).path()), descriptor, setup, network, Path.of(arguments[3]), PATIENCE);
    List<String> wanted = List.of(arguments[4].split(","));
    for (LiveRule rule : LiveRules.all()) {
      if (wanted.contains(rule.id())) {
        judge(rule, bench, results, network);
      }
    }
    network.allowExit();
    Runtime.getRuntime().halt(0);
  }

  private static void judge(LiveRule rule, Bench bench, Results results, Network network) throws InterruptedException {
    results.begin(rule.id());
    network.take();
    CountDownLatch judged = new CountDownLatch(1);
    Thread thread = new Thread(() -> {
      results.judged(rule.id(), finding(rule, bench));
      judged.countDown();
    }, "tck-" + rule.id());
    thread.setDaemon(true);
    thread.start();
    if (!judged.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      results.judged(rule.id(), Finding.failed("it did not come to an end within " + LONGEST_SECONDS + " s"));
      network.allowExit();
      Runtime.getRuntime().halt(STUCK);
    }
  }

  /** How a rule goes; whatever is thrown is a failure. */
  static Finding finding(LiveRule rule, Bench bench) {
    try {
      return rule.judge(bench);
    } catch (Exception | AssertionError | LinkageError e) {
      return Finding.failed(Steps.message(e));
    }
  }
}
