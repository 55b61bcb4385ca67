package io.sallyport.tck;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.signedrepo.command.PasswordOption;
import io.sallyport.signedrepo.command.TokenOption;
import io.sallyport.tck.pack.PackageAssembly;
import io.sallyport.tck.pack.PackageContent;
import io.sallyport.tck.report.ReportFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Pkcs11Token;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The TCK from the command line. Exit status: 0 every rule kept, 1 a rule broken or the package refused, 2 wrong usage. */
@Command(name = "sallyport-tck", mixinStandardHelpOptions = true, version = "0.1.0", sortOptions = false,
    description = {"Tests a packaged plugin and writes the report.", "With --bundle, DIR becomes the package's folder, report included: what signed-repo add takes.",
        "With --package, the report becomes part of that folder, or goes to --out alone if given."})
public final class Main implements Callable<Integer> {
  /** What to test. */
  private static final class What {
    @Option(names = "--bundle", paramLabel = "JAR", required = true, description = "the built bundle") private Path bundle;
    @Option(names = "--package", paramLabel = "DIR", required = true, description = "a package's folder") private Path folder;
  }

  @ArgGroup(multiplicity = "1") private What what;
  @Option(names = "--descriptor", paramLabel = "FILE", description = "a template of package.json; default: the draft in the bundle") private Path descriptor;
  @Option(names = "--changelog", paramLabel = "FILE", description = "default CHANGELOG.md") private Path changelog = Path.of("CHANGELOG.md");
  @Option(names = "--docs", paramLabel = "FILE", description = "a further document; may be repeated") private List<Path> docs = List.of();
  @Option(names = "--libraries", paramLabel = "DIR", description = "jars that may lie unpacked in the bundle, for the bill of materials") private Path libraries;
  @Option(names = "--setup", paramLabel = "FILE", description = "tck.json: configuration, secrets, models and signals that the plugin needs to work") private Path setup;
  @Option(names = "--out", paramLabel = "DIR", description = "where to write") private Path out;
  @Option(names = "--key", paramLabel = "FILE", description = "sign the report with this key file (PKCS#12)") private Path key;
  @Mixin private PasswordOption password;
  @Mixin private TokenOption token;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    if (what.bundle != null && out == null) {
      throw new CommandLine.ParameterException(spec.commandLine(), "--bundle needs --out DIR");
    }
    if (token.given() && (key != null || token.label().isEmpty())) {
      throw new CommandLine.ParameterException(spec.commandLine(), "give either --key, or --pkcs11 with --label");
    }
    Path folder = what.folder;
    if (what.bundle != null) {
      PackageAssembly.write(new PackageContent(what.bundle, Optional.ofNullable(descriptor), changelog, docs, jars(libraries)), out);
      folder = out;
    }
    TckReport report = new Tck(Platform.own(), Optional.ofNullable(setup)).run(folder);
    boolean alone = what.folder != null && out != null;
    write(report, alone ? out : folder);
    if (!alone) {
      ReportFiles.attach(folder);
    }
    print(report, alone ? out : folder);
    return report.passed() ? 0 : 1;
  }

  private void write(TckReport report, Path directory) {
    if (token.given()) {
      try (Pkcs11Token opened = token.open()) {
        ReportFiles.write(report, List.of(opened.signer(token.label().orElseThrow())), directory);
      }
    } else {
      List<Signer> signers = key == null ? List.of() : List.of(KeyFile.open(key, password.password()));
      ReportFiles.write(report, signers, directory);
    }
  }

  private void print(TckReport report, Path directory) {
    PrintWriter console = spec.commandLine().getOut();
    report.rules().stream().filter(rule -> rule.verdict() != RuleOutcome.Verdict.NOT_APPLICABLE)
        .forEach(rule -> console.printf(Locale.ROOT, "%-7s %s  %s – %s%n", rule.verdict(), rule.id(), rule.title(), rule.observed()));
    console.printf(Locale.ROOT, "%s %s: %d rules kept, %d broken, %d not for this package; report in %s%n", report.name(), report.version(), report.count(RuleOutcome.Verdict.PASSED),
        report.count(RuleOutcome.Verdict.FAILED), report.count(RuleOutcome.Verdict.NOT_APPLICABLE), directory);
    console.flush();
  }

  private static List<Path> jars(Path directory) {
    if (directory == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw ToolRefusals.io(e, directory);
    }
  }

  /** Runs it; never exits the JVM. */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Main()).setOut(out).setErr(err).setExecutionExceptionHandler((failure, line, parsed) -> {
      line.getErr().println(message(failure));
      return 1;
    }).execute(arguments);
  }

  private static String message(Exception failure) {
    if (failure instanceof RefusedException) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException io) {
      return ToolRefusals.io(io.getCause(), "sallyport-tck").getMessage();
    }
    return ToolRefusals.refuse("SP-TOOL-0099", "unexpected: " + failure, "sallyport-tck", "report this as a defect").getMessage();
  }

  public static void main(String[] arguments) {
    System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
  }
}
