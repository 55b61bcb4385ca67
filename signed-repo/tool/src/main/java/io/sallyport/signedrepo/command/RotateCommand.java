package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MetadataBuilder;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.RoleKeys;
import io.sallyport.signedrepo.Staging;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stages the next root with other keys for one role. */
@Command(name = "rotate", mixinStandardHelpOptions = true,
    description = {"Stages the next root with other keys for one role. Old and new root keys must sign it.", "Roles whose keys change must sign their metadata again. Keys of a kind (classical, ML-DSA-87) that is not given stay."})
public final class RotateCommand implements Runnable {
  @Parameters(paramLabel = "REPO") private Path directory;
  @Option(names = "--role", required = true, description = "root, targets, snapshot or timestamp") private String role;
  @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "a public key; repeat for each key of the role") private List<Path> files;
  @Option(names = "--threshold", required = true) private int threshold;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    repository.root().role(role);
    RoleKeys keys = RoleKeys.of(files.stream().map(PublicKeyFile::read).toList(), threshold, role);
    MetadataFile root = new Staging(repository, Clock.systemUTC()).editRoot(base -> MetadataBuilder.withRole(base, role, keys));
    output.line("staged root %d; old and new root keys must sign it", root.version());
  }
}
