package io.sallyport.verify;

import io.sallyport.launcher.Verification;
import io.sallyport.trust.Fetcher;
import io.sallyport.trust.TufClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendor metadata that an appliance trusts, {@code DATA/vendor}, verified in a copy: a client may write to its directory. */
final class VendorMetadata {
  private static final Fetcher NOTHING = (path, most) -> Optional.empty();

  private VendorMetadata() {}

  /**
   * The version of the vendor's targets metadata; empty before the first import.
   *
   * @throws io.sallyport.trust.RefusedException if it does not verify from the shipped root on
   */
  static Optional<Long> version(Path home, Path data) {
    // What an import has accepted is in force before it is in its place (ADR 0002).
    Path vendor = data.resolve(Files.exists(data.resolve("vendor.ready")) ? "vendor.ready" : "vendor");
    if (!Files.exists(vendor.resolve("timestamp.json"))) {
      return Optional.empty();
    }
    try {
      Path copy = Files.createTempDirectory("sallyport-vendor");
      try {
        for (Path file : files(vendor)) {
          Path to = copy.resolve(vendor.relativize(file));
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
        TufClient client = new TufClient(copy, NOTHING, Clock.systemUTC());
        client.init(Bytes.of(home.resolve(Verification.ROOT)));
        client.load();
        return Optional.of(client.pinned().metadata().get("targets").version());
      } finally {
        delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
