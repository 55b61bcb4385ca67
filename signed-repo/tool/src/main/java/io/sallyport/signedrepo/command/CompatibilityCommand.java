package io.sallyport.signedrepo.command;

import io.sallyport.compatibility.CompatibilityReport;
import io.sallyport.compatibility.CompatibilityReport.Verdict;
import io.sallyport.compatibility.PackageJudge;
import io.sallyport.compatibility.PlatformRelease;
import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.trust.site.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges package folders against a platform release. Exit status 1 if it would break one. */
@Command(name = "compatibility", mixinStandardHelpOptions = true, description = "Says which packages a platform release would break, as package:compatibility does on an appliance.")
public final class CompatibilityCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RELEASE", description = "jar of a plugin API, or the folder of an unpacked distribution") private Path release;
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "PACKAGE", description = "folders with package.json and its parts") private List<Path> folders;
  @Option(names = "--root", paramLabel = "FILE", description = "the vendor's root that must have signed the distribution's inventory") private Path root;
  @Mixin private Output output;

  @Override
  public Integer call() {
    PlatformRelease platform = PlatformRelease.open(release, Optional.ofNullable(root).map(VerifyCommand::read));
    PackageJudge judge = new PackageJudge(platform);
    CompatibilityReport report = new CompatibilityReport(platform.release(), folders.stream().map(folder -> verdict(folder, judge)).toList());
    report.lines().forEach(line -> output.line("%s", line));
    if (output.json()) {
      output.json(report.json());
    }
    return report.compatible() ? 0 : 1;
  }

  private static Verdict verdict(Path folder, PackageJudge judge) {
    Descriptor descriptor = PackageFolder.open(folder).descriptor();
    return new Verdict(descriptor.ref(), false, judge.problems(descriptor, part -> folder.resolve(part.path())));
  }
}
