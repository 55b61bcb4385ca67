package io.sallyport.tck;

import io.sallyport.signedrepo.command.PasswordOption;
import io.sallyport.tck.report.ReportFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The TCK on all packages that a build is about to release, in one JVM and some at a time: each rule of a running plugin mostly waits. Each report, signed,
 * becomes part of its package.
 */
public final class Releases {
  private static final int AT_A_TIME = 4;
  private static final int KIND_NAME_FILE = 3;

  private final Platform platform;
  private final Signer signer;
  private final PrintStream out;

  Releases(Platform platform, Signer signer, PrintStream out) {
    this.platform = platform;
    this.signer = signer;
    this.out = out;
  }

  /**
   * Arguments: folder of the packages' folders ({@code NAME/VERSION}), folder below which {@code KIND/NAME/tck.json} lie, key file, file of its password.
   * Exit status: 0 all keep every rule, 1 otherwise, 2 wrong usage.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 4) {
      System.err.println("usage: PACKAGES SETUPS KEY PASSWORD_FILE");
      System.exit(2);
    }
    Signer signer = KeyFile.open(Path.of(arguments[2]), PasswordOption.read(Path.of(arguments[3])));
    System.exit(new Releases(Platform.own(), signer, System.out).run(Path.of(arguments[0]), Path.of(arguments[1])) ? 0 : 1);
  }

  /** Whether there are packages and all keep every rule; reports of those that do not are written too. */
  boolean run(Path packages, Path setups) throws IOException, InterruptedException {
    List<Path> folders = matching(packages, "package.json").stream().map(Path::getParent).toList();
    List<Path> known = matching(setups, "tck.json").stream().filter(file -> setups.relativize(file).getNameCount() == KIND_NAME_FILE).toList();
    ExecutorService some = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<Boolean>> runs = new ArrayList<>();
      folders.forEach(folder -> runs.add(() -> judge(folder, known.stream().filter(file -> file.getParent().getFileName().equals(folder.getParent().getFileName())).findFirst())));
      boolean kept = !folders.isEmpty();
      for (Future<Boolean> run : some.invokeAll(runs)) {
        kept &= result(run);
      }
      return kept;
    } finally {
      some.shutdownNow();
    }
  }

  private boolean judge(Path folder, Optional<Path> setup) {
    TckReport report = new Tck(platform, setup).run(folder);
    ReportFiles.write(report, List.of(signer), folder);
    ReportFiles.attach(folder);
    out.printf(Locale.ROOT, "%s %s: %d rules kept, %d broken %s%n", report.name(), report.version(), report.count(Verdict.PASSED), report.count(Verdict.FAILED),
        report.passed() ? "" : report.failures());
    return report.passed();
  }

  private boolean result(Future<Boolean> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        out.println(refused.getMessage());
        return false;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<Path> matching(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).sorted().toList();
    }
  }
}
