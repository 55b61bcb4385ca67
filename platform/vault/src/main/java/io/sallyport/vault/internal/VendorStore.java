package io.sallyport.vault.internal;

import io.sallyport.trust.Fetcher;
import io.sallyport.trust.TufClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code DATA/vendor}, anchored in the root that came with the appliance, and scratch copies of it for imports under way. */
final class VendorStore {
  private final Path trusted;
  private final Path scratch;
  private final Path shippedRoot;

  VendorStore(Path data, Path home) {
    this.trusted = data.resolve("vendor");
    this.scratch = data.resolve("vendor.next");
    this.shippedRoot = home.resolve("trust/vendor-root.json");
  }

  /** A client that evaluates what is trusted; empty before the first import. */
  Optional<TufClient> load() {
    if (!Files.exists(trusted.resolve("timestamp.json"))) {
      return Optional.empty();
    }
    TufClient client = client(trusted, (path, max) -> Optional.empty(), Clock.systemUTC());
    client.load();
    return Optional.of(client);
  }

  /** A client on a scratch copy, for verifying a medium. Discard it afterwards. */
  TufClient rehearse(Fetcher metadata, Clock clock) {
    discard();
    try {
      Files.createDirectories(scratch);
      if (Files.isDirectory(trusted)) {
        try (Stream<Path> files = Files.list(trusted)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Files.copy(file, scratch.resolve(file.getFileName()));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client(scratch, metadata, clock);
  }

  /** A client that advances what is trusted. */
  TufClient advance(Fetcher metadata, Clock clock) {
    return client(trusted, metadata, clock);
  }

  void discard() {
    if (!Files.exists(scratch)) {
      return;
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TufClient client(Path directory, Fetcher metadata, Clock clock) {
    try {
      TufClient client = new TufClient(directory, metadata, clock);
      client.init(Files.readAllBytes(shippedRoot));
      return client;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
