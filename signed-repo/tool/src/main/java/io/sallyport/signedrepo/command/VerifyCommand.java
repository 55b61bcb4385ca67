package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.MediumVerifier;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a medium. */
@Command(name = "verify", mixinStandardHelpOptions = true, description = "Verifies a medium as an appliance does: signatures, versions, expiry, every byte, nothing unknown.")
public final class VerifyCommand implements Runnable {
  @Parameters(paramLabel = "MEDIUM") private Path medium;
  @Option(names = "--root", required = true, paramLabel = "FILE", description = "the root to trust") private Path root;
  @Mixin private Output output;

  @Override
  public void run() {
    MediumVerifier.Result result = new MediumVerifier(Clock.systemUTC()).verify(medium, read(root));
    result.packages().forEach(p -> output.line("%-24s %-10s %-10s %s", p.name(), p.version(), p.kind(), p.sha256()));
    output.line("verified: %d targets, %d bytes, root version %d", result.targets(), result.bytes(), result.root());
    if (output.json()) {
      output.json(JsonObject.builder().put("root", result.root()).put("targets", result.targets()).put("bytes", result.bytes()).put("packages", result.packages().stream()
          .map(p -> JsonObject.builder().put("name", p.name()).put("version", p.version()).put("kind", p.kind()).put("sha256", p.sha256()).build()).toList()).build());
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
