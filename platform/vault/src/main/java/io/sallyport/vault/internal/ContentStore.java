package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.vault.Vault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The vault on a file system. */
@Component(service = {Vault.class, ContentStore.class})
public final class ContentStore implements Vault {
  /** Space that imports must leave to the audit log and the rest, in bytes. */
  static final long RESERVE = 64L << 20;
  private static final int READ_AHEAD = 1 << 20;

  private final Path content;
  private final Path temporary;
  private final Path incoming;
  private final LongSupplier usableSpace;
  private final ReentrantLock changing = new ReentrantLock();

  @Activate
  public ContentStore(BundleContext context) {
    this(Directories.data(context));
  }

  /** A vault under a data directory. */
  public ContentStore(Path data) {
    this(data, () -> usable(data));
  }

  ContentStore(Path data, LongSupplier usableSpace) {
    this(data.resolve("vault"), "tmp", usableSpace);
    if (writable()) {
      Trees.empty(temporary);
    }
  }

  private ContentStore(Path directory, String temporary, LongSupplier usableSpace) {
    this.content = directory.resolve("sha256");
    this.temporary = directory.resolve(temporary);
    this.incoming = directory.resolve("incoming");
    this.usableSpace = usableSpace;
    if (writable() || !Files.isDirectory(content)) {
      AtomicFiles.makeDirectories(content);
      AtomicFiles.makeDirectories(this.temporary);
    }
  }

  private boolean writable() {
    return Files.isWritable(content) && Files.isWritable(content.getParent());
  }

  /** @throws io.sallyport.trust.RefusedException SP-VAULT-0015 if nothing can be stored or taken out; what is there can be read all the same */
  void requireWritable() {
    if (!writable()) {
      throw refuse("SP-VAULT-0015", "the vault can only be read", content.toString(), "mount it for writing, or give the appliance's user the right to write; what runs goes on");
    }
  }

  /** To be held by whoever brings content in or takes content out. */
  ReentrantLock changing() {
    return changing;
  }

  /** All content, by digest, with its length in bytes. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(content)) {
      files.filter(file -> Digests.isSha256(file.getFileName().toString()) && Files.isRegularFile(file)).forEach(file -> all.put(file.getFileName().toString(), Trees.size(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Takes content out, durably. */
  void remove(Collection<String> digests) {
    Set<Path> changed = new TreeSet<>();
    for (String digest : digests) {
      Trees.delete(path(digest));
      changed.add(path(digest).getParent());
    }
    changed.stream().filter(Files::isDirectory).forEach(AtomicFiles::syncDirectory);
  }

  @Override
  public Optional<Path> find(String sha256) {
    Path path = path(sha256);
    return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  @Override
  public Path require(String sha256) {
    return find(sha256).orElseThrow(() -> missing(sha256));
  }

  @Override
  public Path verify(String sha256) {
    Path path = require(sha256);
    if (!Digests.sha256(path).equals(sha256)) {
      throw corrupt(sha256);
    }
    return path;
  }

  @Override
  public InputStream open(String sha256) {
    try {
      return new VerifyingInputStream(new BufferedInputStream(Files.newInputStream(path(sha256)), READ_AHEAD), sha256);
    } catch (NoSuchFileException e) {
      throw missing(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String sha256, int most) {
    try (InputStream in = Files.newInputStream(path(sha256))) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw refuse("SP-VAULT-0004", "content larger than " + most + " bytes", sha256, "split it, or deliver it as a payload part");
      }
      if (!Digests.sha256(bytes).equals(sha256)) {
        throw corrupt(sha256);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw missing(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path store(InputStream in, long expectedLength, String expectedSha256) {
    Path target = path(expectedSha256);
    if (intact(expectedSha256)) {
      return target;
    }
    requireSpace(expectedLength);
    Path partial = temporary.resolve(UUID.randomUUID().toString());
    try {
      new Intake(partial, expectedLength, expectedSha256).run(OnePassCopy.inPlace(expectedLength), from -> Channels.newChannel(in), bytes -> {});
      adopt(Map.of(expectedSha256, partial));
      return target;
    } catch (IOException e) {
      throw failed(e, expectedLength, expectedSha256);
    } finally {
      Trees.delete(partial);
    }
  }

  /**
   * Copies a file of a medium in, continuing what an earlier attempt left of it; kept to be continued if the source fails.
   *
   * @return how many bytes were not copied again
   * @throws OnePassCopy.SourceFailure if the medium failed
   * @throws io.sallyport.trust.RefusedException as {@link #store}
   */
  long take(OnePassCopy.Source source, long length, String sha256, OnePassCopy copy, LongConsumer progress) throws OnePassCopy.SourceFailure {
    if (intact(sha256)) {
      requireLength(length, sha256);
      progress.accept(length);
      return length;
    }
    Path partial = temporary.resolve(sha256);
    try {
      long kept = new Intake(partial, length, sha256).run(copy, source, progress);
      adopt(Map.of(sha256, partial));
      return kept;
    } catch (OnePassCopy.SourceFailure e) {
      throw e;
    } catch (IOException e) {
      throw failed(e, length, sha256);
    }
  }

  /** How much of that content an unfinished import left, in bytes; not verified. */
  long begun(String sha256) {
    return Math.max(Trees.size(path(sha256)), Trees.size(temporary.resolve(sha256)));
  }

  /** @throws io.sallyport.trust.RefusedException SP-VAULT-0005 if that content, which is there, has another length */
  void requireLength(long length, String sha256) {
    new Intake(path(sha256), length, sha256).requireLength(Trees.size(require(sha256)));
  }

  /** Whether the content is there with the bytes that its name says. */
  boolean intact(String sha256) {
    Path file = path(sha256);
    return Files.isRegularFile(file) && Digests.sha256(file).equals(sha256);
  }

  /** Takes over files, by digest, that were hashed and forced to the disk; they move. What is there under that name is replaced. */
  void adopt(Map<String, Path> files) throws IOException {
    Set<Path> changed = new TreeSet<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path target = path(file.getKey());
      AtomicFiles.makeDirectories(target.getParent());
      Files.move(file.getValue(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      changed.add(target.getParent());
    }
    changed.forEach(AtomicFiles::syncDirectory);
  }

  /** Where one import at a time puts what it brings, on the same file system. Holds what an unfinished one left. */
  StagedVault stage() {
    return new StagedVault(this, new ContentStore(incoming, "partial", usableSpace), incoming);
  }

  @Override
  public void requireSpace(long bytes) {
    long usable = usableSpace.getAsLong();
    if (usable - RESERVE < bytes) {
      throw refuse("SP-VAULT-0001", bytes + " bytes are to be stored, " + Math.max(0, usable - RESERVE) + " are free",
          content.toString(), "free or add disk space, then import again; nothing was changed");
    }
  }

  private Path path(String sha256) {
    if (!Digests.isSha256(sha256)) {
      throw refuse("SP-VAULT-0002", "not a SHA-256 digest", String.valueOf(sha256), "give 64 lower-case hexadecimal digits");
    }
    return content.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static long usable(Path data) {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RuntimeException failed(IOException e, long length, String sha256) {
    requireSpace(length);
    return refuse("SP-VAULT-0006", "copying failed: " + e.getMessage(), sha256, "check the medium and the disk, then import again", e);
  }

  private static RuntimeException missing(String sha256) {
    return refuse("SP-VAULT-0002", "content is not in the vault", sha256, "import the medium that carries it");
  }

  private static RuntimeException corrupt(String sha256) {
    return refuse("SP-VAULT-0003", "content in the vault was changed", sha256, "import the medium that carries it again, and look for the cause");
  }
}
