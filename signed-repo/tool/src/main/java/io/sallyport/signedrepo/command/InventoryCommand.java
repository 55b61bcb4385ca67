package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Pkcs11Token;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes and signs the platform inventory. */
@Command(name = "inventory", mixinStandardHelpOptions = true, description = {"Lists every file of an assembled HOME in trust/inventory.json and signs the list.",
    "Separate signers: the first runs it with --key (or --pkcs11), the others with --key and --add."})
public final class InventoryCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Parameters(paramLabel = "HOME") private Path home;
  @Option(names = "--root", paramLabel = "FILE", description = "vendor root; copied to trust/vendor-root.json first") private Path root;
  @Option(names = "--release", defaultValue = "0.1.0", description = "product release; default ${DEFAULT-VALUE}") private String release;
  @Option(names = "--version-of-inventory", paramLabel = "N", defaultValue = "1", description = "default ${DEFAULT-VALUE}") private long version;
  @Option(names = "--key", paramLabel = "FILE", description = "a key of the vendor's targets role; repeatable") private List<Path> keys = List.of();
  @Option(names = "--dev", paramLabel = "DEV", description = "with development keys only: root, password and two keys from there; made if missing") private Path dev;
  @Option(names = "--add", description = "only add signatures to the inventory that is there") private boolean add;
  @Mixin private PasswordOption password;
  @Mixin private TokenOption token;
  @Mixin private Output output;

  @Override
  public void run() {
    if (dev != null) {
      DevelopmentCommand.make(dev);
      root = dev.resolve("root.json");
      keys = List.of(dev.resolve("keys/vendor-targets-1.p12"), dev.resolve("keys/vendor-targets-2.p12"));
    }
    char[] secret = dev != null ? PasswordOption.read(dev.resolve("password")) : keys.isEmpty() ? new char[0] : password.password();
    Path vendorRoot = home.resolve("trust/vendor-root.json");
    if (root != null && !add) {
      FileTree.copy(root, vendorRoot);
    }
    Role role = RootMetadata.selfSigned(VerifyCommand.read(vendorRoot), vendorRoot.toString()).role("targets");
    Path file = home.resolve(Inventory.PATH);
    Envelope envelope = add ? Envelope.parse(VerifyCommand.read(file), file.toString())
        : new Envelope(Inventory.create(home, version, release, Clock.systemUTC().instant().plus(Duration.ofDays(730))).signed(), List.of());
    for (Path key : keys) {
      envelope = envelope.with(KeyFile.open(key, secret));
    }
    if (token.given()) {
      try (Pkcs11Token opened = token.open()) {
        envelope = envelope.with(opened.signer(token.label().orElseThrow(() -> new CommandLine.ParameterException(spec.commandLine(), "--pkcs11 needs --label"))));
      }
    }
    AtomicFiles.write(file, envelope.toBytes());
    output.line("%s: %d files, %s, %d bytes", file, envelope.signed().object("files").keys().size(), SignatureCounts.of(role, envelope), size(file));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw ToolRefusals.io(e, file);
    }
  }
}
