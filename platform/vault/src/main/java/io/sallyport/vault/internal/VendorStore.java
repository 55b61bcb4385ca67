package io.sallyport.vault.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Fetcher;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.PlainFile;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TufClient;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code DATA/vendor}, anchored in the root that came with the appliance. An import works on a copy, {@code vendor.next}, which becomes
 * what is trusted as a whole: the rename to {@code vendor.ready} decides, and takes effect though the power fails right after it.
 * Thread-safe.
 */
final class VendorStore {
  /** As people are told of it. */
  static final String FOLDER = "DATA/vendor";
  private static final Logger LOG = LoggerFactory.getLogger(VendorStore.class);
  private static final int MAX_BYTES = 64 << 20;
  private static final String TIMESTAMP = "timestamp.json";
  private final Path trusted;
  private final Path scratch;
  private final Path ready;
  private final Path shippedRoot;

  VendorStore(Path data, Path home) {
    this.trusted = data.resolve("vendor");
    this.scratch = data.resolve("vendor.next");
    this.ready = data.resolve("vendor.ready");
    this.shippedRoot = home.resolve("trust/vendor-root.json");
  }

  /** A client that evaluates what is trusted; empty before the first import. */
  synchronized Optional<TufClient> load() {
    Path inForce = inForce();
    if (!Files.exists(inForce.resolve(TIMESTAMP))) {
      return Optional.empty();
    }
    TufClient client = client(inForce, (path, max) -> Optional.empty(), Clock.systemUTC());
    client.load();
    return Optional.of(client);
  }

  /** A client on a copy, for verifying a medium: accept or discard it afterwards. */
  synchronized TufClient rehearse(Fetcher metadata, Clock clock) {
    return rehearse(scratch, metadata, clock);
  }

  /** A client on a copy in a folder of the caller's, who deletes it afterwards; one that lies there is deleted first. */
  synchronized TufClient rehearse(Path copy, Fetcher metadata, Clock clock) {
    Trees.delete(copy);
    Path inForce = inForce();
    AtomicFiles.makeDirectories(copy);
    if (Files.isDirectory(inForce)) {
      try (Stream<Path> files = Files.walk(inForce)) {
        for (Path file : files.filter(VendorStore::isMetadata).toList()) {
          AtomicFiles.write(copy.resolve(inForce.relativize(file)), PlainFile.read(file, MAX_BYTES));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      return client(copy, metadata, clock);
    } catch (RefusedException | UncheckedIOException e) {
      LOG.warn("The stored vendor roots cannot be used; the medium is verified from the root that came with the appliance: {}", e.getMessage());
      Trees.empty(copy);
      return client(copy, metadata, clock);
    }
  }

  /** What was in force when it was pinned becomes what is trusted. The vault holds each of its files. */
  synchronized void restore(PinnedMetadata pinned, Vault vault) {
    Trees.delete(scratch);
    AtomicFiles.makeDirectories(scratch);
    try {
      pinned.trustedFiles().forEach((name, pin) -> AtomicFiles.write(scratch.resolve(name), vault.read(pin.sha256(), MAX_BYTES)));
      client(scratch, (path, max) -> Optional.empty(), Clock.systemUTC()).load();
      Trees.delete(ready);
      accept();
      inForce();
    } finally {
      discard();
    }
  }

  /** Anything else that lies there is no metadata, and is gone after the next import. */
  private static boolean isMetadata(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file) && Files.size(file) <= MAX_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  /** The copy, which a client has brought up to date, becomes what is trusted; the next who asks puts it in its place. */
  synchronized void accept() {
    AtomicFiles.rename(scratch, ready);
  }

  synchronized void discard() {
    Trees.delete(scratch);
  }

  /** Where what is trusted lies. Puts it in its place first, unless the disk can only be read. */
  private Path inForce() {
    if (Files.exists(ready) && Files.isWritable(ready.getParent())) {
      Trees.delete(trusted);
      AtomicFiles.rename(ready, trusted);
    }
    return Files.exists(ready) ? ready : trusted;
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
