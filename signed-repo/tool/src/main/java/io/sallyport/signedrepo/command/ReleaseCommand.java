package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.MediumWriter;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.Publisher;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.vault.MediumCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The whole way of a release with the development keys. */
@Command(name = "release", mixinStandardHelpOptions = true, description = {"With development keys only: adds packages, signs with two targets keys, publishes, writes the medium and verifies it.",
    "Versions continue those of earlier builds (DEV/version), so that an appliance accepts the new medium."})
public final class ReleaseCommand implements Runnable {
  private static final Map<String, List<String>> SIGNERS = Map.of("targets", List.of("vendor-targets-1", "vendor-targets-2"), "snapshot", List.of("vendor-snapshot"), "timestamp", List.of("vendor-timestamp"));
  @Parameters(index = "0", paramLabel = "REPO") private Path directory;
  @Parameters(index = "1..*", arity = "1..*", paramLabel = "DIR", description = "package folders to add") private List<Path> folders;
  @Option(names = "--dev", required = true, paramLabel = "DEV", description = "directory made by development") private Path dev;
  @Option(names = "--medium", required = true, paramLabel = "OUT", description = "replaced if it is there") private Path medium;
  @Mixin private Output output;

  @Override
  public void run() {
    Repository repository = new Repository(directory);
    FileTree.delete(directory.resolve("staging"));
    if (repository.published("root").isEmpty()) {
      repository.floor(counter());
      repository.stage("root", MetadataFile.of(VerifyCommand.read(dev.resolve("root.json")), "root.json"));
    }
    AddCommand.add(repository, "targets", folders);
    Staging staging = new Staging(repository, Clock.systemUTC());
    char[] secret = PasswordOption.read(dev.resolve("password"));
    for (String role : List.of("targets", "snapshot", "timestamp")) {
      SIGNERS.get(role).forEach(key -> staging.sign(role, KeyFile.open(dev.resolve("keys").resolve(key + ".p12"), secret)));
    }
    new Publisher(repository, staging).publish();
    long version = repository.published("timestamp").orElseThrow().version();
    AtomicFiles.write(dev.resolve("version"), (Math.max(version, counter()) + "\n").getBytes(StandardCharsets.UTF_8));
    FileTree.delete(medium);
    new MediumWriter(repository, Clock.systemUTC()).write(medium, medium.getFileName().toString());
    MediumCheck result = VerifyCommand.verified(medium, VerifyCommand.read(dev.resolve("root.json")), Optional.empty());
    result.packages().forEach(p -> output.line("%-24s %-10s %s", p.name(), p.version(), p.kind().label()));
    output.line("%s: %d targets, %d bytes, version %d", medium, result.files(), result.bytes(), version);
  }

  private long counter() {
    try {
      Path file = dev.resolve("version");
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException e) {
      throw ToolRefusals.io(e, dev.resolve("version"));
    }
  }
}
