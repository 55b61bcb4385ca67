package io.sallyport.signedrepo.command;

import io.sallyport.signedrepo.FileTree;
import io.sallyport.signedrepo.MetadataFile;
import io.sallyport.signedrepo.PublicKeyFile;
import io.sallyport.signedrepo.Repository;
import io.sallyport.signedrepo.Staging;
import io.sallyport.signedrepo.ToolRefusals;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes the development keys of a checkout. */
@Command(name = "development", mixinStandardHelpOptions = true,
    description = {"Makes DIR with development keys (keys/), a random password (password) and a vendor root (root.json) signed 2 of 3 and marked as a development root.", "Keeps what is there. For builds and demos only: all keys in one place."})
public final class DevelopmentCommand implements Runnable {
  @Parameters(paramLabel = "DIR", description = "e.g. .dev") private Path directory;
  @Mixin private Output output;

  @Override
  public void run() {
    make(directory);
    output.line("development keys in %s: never use them for a real plant", directory);
  }

  /** Makes what is missing. Whoever else makes the same directory meanwhile, in this process or another, waits: the modules of a build may come at once. */
  static synchronized void make(Path directory) {
    Path lock = directory.resolve("lock");
    try {
      Files.createDirectories(directory);
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock();
        makeAlone(directory);
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, lock);
    }
  }

  private static void makeAlone(Path directory) {
    Path password = directory.resolve("password");
    if (!Files.exists(password)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      AtomicFiles.writePrivate(password, (Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    char[] secret = PasswordOption.read(password);
    Path keys = directory.resolve("keys");
    for (String name : KeysCommand.VENDOR) {
      if (!Files.exists(keys.resolve(name + ".p12"))) {
        KeysCommand.make(keys, name, secret, Algorithm.ED25519);
      } else if (!Files.exists(keys.resolve(name + ".json"))) {
        PublicKeyFile.write(keys.resolve(name + ".json"), KeyFile.open(keys.resolve(name + ".p12"), secret).key());
      }
    }
    Path root = directory.resolve("root.json");
    if (!Files.exists(root)) {
      AtomicFiles.write(root, makeRoot(directory, secret));
    }
    requireMarked(RootMetadata.selfSigned(VerifyCommand.read(root), root.toString()), root);
  }

  /** One made before there was the mark would pass as a root of production. */
  private static void requireMarked(RootMetadata root, Path file) {
    if (root.purpose() != RootMetadata.Purpose.DEVELOPMENT) {
      throw ToolRefusals.refuse("SP-TOOL-0110", "the root is not marked as a development root", file, "delete the directory and build again, or give the directory of your own root");
    }
  }

  private static byte[] makeRoot(Path directory, char[] secret) {
    Path keys = directory.resolve("keys");
    Path scratch = directory.resolve("scratch");
    FileTree.delete(scratch);
    Repository repository = new Repository(scratch);
    InitCommand.init(repository, keys, 2, 2, SignaturePolicy.CLASSICAL);
    Staging staging = new Staging(repository, Clock.systemUTC());
    staging.editRoot(root -> root.toBuilder().put(RootMetadata.DEVELOPMENT, true).build());
    staging.sign("root", KeyFile.open(keys.resolve("vendor-root-1.p12"), secret));
    MetadataFile root = staging.sign("root", KeyFile.open(keys.resolve("vendor-root-2.p12"), secret));
    FileTree.delete(scratch);
    return root.bytes();
  }
}
