package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Digests;
import io.sallyport.trust.TargetFile;
import io.sallyport.vault.advisory.Advisory;
import io.sallyport.vault.advisory.AdvisoryFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stages known vulnerabilities. */
@Command(name = "advisories", mixinStandardHelpOptions = true, description = {"Stages files of known vulnerabilities (OSV records, one or an array of them, or a CycloneDX VEX) as targets advisories/NAME.json.",
    "A file of the same name is replaced. Voids signatures collected for the role targets."})
public final class AdvisoriesCommand implements Runnable {
  private static final String ROLE = "targets";
  @Parameters(index = "0", paramLabel = "REPO") private Path directory;
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "e.g. osv-2026-11.json") private List<Path> files;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    List<TargetFile> targets = new ArrayList<>();
    int records = 0;
    int assessments = 0;
    for (Path file : files) {
      byte[] bytes = VerifyCommand.read(file);
      String path = "advisories/" + file.getFileName();
      if (!Advisory.isTarget(path) || bytes.length > Advisory.LARGEST) {
        throw ToolRefusals.refuse("SP-TOOL-0030", "a name that advisories cannot have, or more than " + Advisory.LARGEST + " bytes", file, "call it NAME.json: letters, digits, dots, plus and hyphens; split it");
      }
      AdvisoryFile read = AdvisoryFile.parse(bytes, file.toString());
      records += read.records().size();
      assessments += read.assessments().size();
      TargetFile target = new TargetFile(path, bytes.length, Digests.sha256(bytes), Optional.empty());
      FileTree.copy(file, repository.stagedTargets().resolve(target.consistentPath()));
      targets.add(target);
    }
    new Staging(repository, Clock.systemUTC()).editTargets(ROLE, metadata -> MetadataBuilder.withTargets(metadata, targets));
    output.line("staged %d files with %d advisories and %d assessments; sign --role %s next", targets.size(), records, assessments, ROLE);
  }
}
