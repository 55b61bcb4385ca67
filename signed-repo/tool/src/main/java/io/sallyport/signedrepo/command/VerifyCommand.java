package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.MediumCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a medium. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Verifies a medium as an appliance does: signatures, versions, expiry, every byte, nothing unknown, the policy for packages.")
public final class VerifyCommand implements Runnable {
  @Parameters(paramLabel = "MEDIUM") private Path medium;
  @Option(names = "--root", required = true, paramLabel = "FILE", description = "the root to trust") private Path root;
  @Option(names = "--home", paramLabel = "HOME", description = "a distribution whose names no package may use") private Path home;
  @Mixin private Output output;

  @Override
  public void run() {
    MediumCheck check = verified(medium, read(root), Optional.ofNullable(home));
    check.packages().forEach(p -> output.line("%-24s %-10s %-10s %s", p.name(), p.version(), p.kind().label(), p.digest()));
    output.line("verified: %d targets, %d bytes, root version %d", check.files(), check.bytes(), check.root());
    if (output.json()) {
      output.json(JsonObject.builder().put("root", check.root()).put("targets", check.files()).put("bytes", check.bytes()).put("packages", check.packages().stream()
          .map(p -> JsonObject.builder().put("name", p.name()).put("version", p.version()).put("kind", p.kind().label()).put("sha256", p.digest()).build()).toList()).build());
    }
  }

  /** Checks as an import does. @throws RefusedException with the first finding */
  static MediumCheck verified(Path medium, byte[] root, Optional<Path> home) {
    MediumCheck check = MediumCheck.of(medium, root, home, Clock.systemUTC());
    check.findings().stream().findFirst().ifPresent(finding -> {
      throw new RefusedException(finding);
    });
    return check;
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
