package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Digests;
import io.sallyport.trust.TargetFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages packages. */
@Command(name = "add", mixinStandardHelpOptions = true, description = "Stages packages: copies their files and lists them in the targets. Voids signatures collected for the role.")
public final class AddCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "REPO") private Path directory;
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "folders with package.json and parts") private List<Path> folders;
  @Option(names = "--role", defaultValue = "targets", description = "who vouches; default ${DEFAULT-VALUE}") private String role;
  @Mixin private Output output;

  @Override
  public void run() {
    add(new Repository(directory), role, folders);
    output.line("staged %d packages for role %s", folders.size(), role);
  }

  static void add(Repository repository, String role, List<Path> folders) {
    Staging staging = new Staging(repository, Clock.systemUTC());
    staging.rolesFor(role);
    for (Path folder : folders) {
      PackageFolder opened = PackageFolder.open(folder);
      List<TargetFile> files = opened.targets();
      staging.requireCovered(role, opened.files().keySet());
      repository.next(role).map(repository::targets).ifPresent(known -> files.forEach(file -> requireSame(file, known.targets())));
      Map<String, Path> sources = opened.files();
      files.forEach(file -> copy(sources.get(file.path()), file, repository.stagedTargets().resolve(file.consistentPath())));
      staging.editTargets(role, targets -> MetadataBuilder.withTargets(targets, files));
    }
  }

  /** Nothing is listed for signing that differs from what was checked. */
  private static void copy(Path source, TargetFile file, Path staged) {
    FileTree.copy(source, staged);
    if (!Digests.sha256(staged).equals(file.sha256())) {
      FileTree.delete(staged);
      throw ToolRefusals.refuse("SP-TOOL-0130", "the file has changed while it was added", source, "let nobody write to the folder, and add it again");
    }
  }

  /** A released version never changes: its digest is its identity. */
  private static void requireSame(TargetFile file, Map<String, TargetFile> known) {
    TargetFile old = known.get(file.path());
    if (old != null && !old.agreesWith(file)) {
      throw ToolRefusals.refuse("SP-TOOL-0019", "this version is known with other content", file.path(), "give the package a new version");
    }
  }
}
