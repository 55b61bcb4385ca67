package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.vault.Vault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The vault on a file system. */
@Component(service = {Vault.class, ContentStore.class})
public final class ContentStore implements Vault {
  /** Space that imports must leave to the audit log and the rest, in bytes. */
  static final long RESERVE = 64L << 20;
  private static final int READ_AHEAD = 1 << 20;

  private final ContentFolder content;
  private final ContentCopies copies;
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
    if (content.writable()) {
      Trees.empty(data.resolve("vault/tmp"));
    }
  }

  private ContentStore(Path directory, String temporary, LongSupplier usableSpace) {
    this.content = new ContentFolder(directory.resolve("sha256"));
    this.copies = new ContentCopies(content, directory.resolve(temporary), usableSpace);
    this.incoming = directory.resolve("incoming");
    this.usableSpace = usableSpace;
    if (content.writable() || !Files.isDirectory(content.directory())) {
      AtomicFiles.makeDirectories(content.directory());
      AtomicFiles.makeDirectories(directory.resolve(temporary));
    }
  }

  /** @throws io.sallyport.trust.RefusedException SP-VAULT-0015 if nothing can be stored or taken out; what is there can be read all the same */
  void requireWritable() {
    if (!content.writable()) {
      throw refuse("SP-VAULT-0015", "the vault can only be read", content.directory().toString(), "mount it for writing, or give the appliance's user the right to write; what runs goes on");
    }
  }

  /** To be held by whoever brings content in or takes content out. */
  ReentrantLock changing() {
    return changing;
  }

  /** All content, by digest, with its length in bytes. */
  Map<String, Long> all() {
    return content.all();
  }

  /** Takes content out, durably. */
  void remove(Collection<String> digests) {
    content.remove(digests);
  }

  @Override
  public Optional<Path> find(String sha256) {
    return content.find(sha256);
  }

  @Override
  public Path require(String sha256) {
    return content.require(sha256);
  }

  @Override
  public Path verify(String sha256) {
    Path path = content.require(sha256);
    if (!Digests.sha256(path).equals(sha256)) {
      throw ContentFolder.corrupt(sha256);
    }
    return path;
  }

  @Override
  public InputStream open(String sha256) {
    try {
      return new VerifyingInputStream(new BufferedInputStream(Files.newInputStream(content.path(sha256)), READ_AHEAD), sha256);
    } catch (NoSuchFileException e) {
      throw ContentFolder.missing(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String sha256, int most) {
    try (InputStream in = Files.newInputStream(content.path(sha256))) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw refuse("SP-VAULT-0004", "content larger than " + most + " bytes", sha256, "split it, or deliver it as a payload part");
      }
      if (!Digests.sha256(bytes).equals(sha256)) {
        throw ContentFolder.corrupt(sha256);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw ContentFolder.missing(sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path store(InputStream in, long expectedLength, String expectedSha256) {
    return copies.store(in, expectedLength, expectedSha256);
  }

  /** As {@link ContentCopies#take}. */
  long take(OnePassCopy.Source source, long length, String sha256, OnePassCopy copy, LongConsumer progress) throws OnePassCopy.SourceFailure {
    return copies.take(source, length, sha256, copy, progress);
  }

  /** How much of that content an unfinished import left, in bytes; not verified. */
  long begun(String sha256) {
    return copies.begun(sha256);
  }

  /** As {@link ContentCopies#compare}. */
  void compare(OnePassCopy.Source source, long length, String sha256, OnePassCopy copy, LongConsumer progress) throws OnePassCopy.SourceFailure {
    copies.compare(source, length, sha256, copy, progress);
  }

  /** Whether the content is there with the bytes that its name says. */
  boolean intact(String sha256) {
    return content.intact(sha256);
  }

  /** Takes over files, by digest, that were hashed and forced to the disk; they move. What is there under that name is replaced. */
  void adopt(Map<String, Path> files) throws IOException {
    content.adopt(files);
  }

  /** Where one import at a time puts what it brings, on the same file system. Holds what an unfinished one left. */
  StagedVault stage() {
    return new StagedVault(this, new ContentStore(incoming, "partial", usableSpace), incoming);
  }

  @Override
  public void requireSpace(long bytes) {
    copies.requireSpace(bytes);
  }

  private static long usable(Path data) {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
