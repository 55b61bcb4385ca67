package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.vault.Vault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
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
  private static final int CHUNK = 1 << 20;

  private final Path content;
  private final Path temporary;
  private final LongSupplier usableSpace;

  @Activate
  public ContentStore(BundleContext context) {
    this(Directories.data(context));
  }

  /** A vault under a data directory. */
  public ContentStore(Path data) {
    this(data, () -> usable(data));
  }

  ContentStore(Path data, LongSupplier usableSpace) {
    this.content = data.resolve("vault/sha256");
    this.temporary = data.resolve("vault/tmp");
    this.usableSpace = usableSpace;
    AtomicFiles.makeDirectories(content);
    AtomicFiles.makeDirectories(temporary);
    emptyTemporary();
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
      return new VerifyingInputStream(new BufferedInputStream(Files.newInputStream(path(sha256)), CHUNK), sha256);
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
      copy(in, partial, expectedLength, expectedSha256);
      if (Files.getFileStore(partial).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("r--r--r--"));
      }
      adopt(partial, expectedSha256);
      return target;
    } catch (IOException e) {
      requireSpace(expectedLength);
      throw refuse("SP-VAULT-0006", "copying failed: " + e.getMessage(), expectedSha256, "check the medium and the disk, then import again", e);
    } finally {
      delete(partial);
    }
  }

  /** Whether the content is there with the bytes that its name says. */
  boolean intact(String sha256) {
    Path file = path(sha256);
    return Files.isRegularFile(file) && Digests.sha256(file).equals(sha256);
  }

  /** Takes over a file that was hashed and forced to the disk; it moves. What is there under that name is replaced. */
  void adopt(Path file, String sha256) throws IOException {
    Path target = path(sha256);
    AtomicFiles.makeDirectories(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFiles.syncDirectory(target.getParent());
  }

  /** A directory for one import, on the same file system; gone after a restart. */
  StagedVault stage() {
    Path directory = temporary.resolve("import-" + UUID.randomUUID());
    return new StagedVault(this, new ContentStore(directory, usableSpace), directory);
  }

  @Override
  public void requireSpace(long bytes) {
    long usable = usableSpace.getAsLong();
    if (usable - RESERVE < bytes) {
      throw refuse("SP-VAULT-0001", bytes + " bytes are to be stored, " + Math.max(0, usable - RESERVE) + " are free",
          content.toString(), "free or add disk space, then import again; nothing was changed");
    }
  }

  private static void copy(InputStream in, Path partial, long expectedLength, String expectedSha256) throws IOException {
    MessageDigest digest = Digests.newSha256();
    long length = 0;
    try (FileChannel out = FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[(int) Math.min(CHUNK, expectedLength + 1)];
      for (int n = in.read(buffer); n >= 0 && length <= expectedLength; n = in.read(buffer)) {
        length += n;
        digest.update(buffer, 0, n);
        for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining();) {
          out.write(bytes);
        }
      }
      String found = HexFormat.of().formatHex(digest.digest());
      if (length != expectedLength || !found.equals(expectedSha256)) {
        throw refuse("SP-VAULT-0005", "content of " + length + " bytes with digest " + found + " came, " + expectedLength
            + " bytes were expected", expectedSha256, "use an intact copy; nothing of it was kept");
      }
      out.force(true);
    }
  }

  private Path path(String sha256) {
    if (!Digests.isSha256(sha256)) {
      throw refuse("SP-VAULT-0002", "not a SHA-256 digest", String.valueOf(sha256), "give 64 lower-case hexadecimal digits");
    }
    return content.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private void emptyTemporary() {
    try (Stream<Path> left = Files.list(temporary)) {
      for (Path path : left.toList()) {
        deleteTree(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file or a directory with all that is in it; absent is fine. Links are not followed. */
  static void deleteTree(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> tree = Files.walk(path)) {
        for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long usable(Path data) {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException missing(String sha256) {
    return refuse("SP-VAULT-0002", "content is not in the vault", sha256, "import the medium that carries it");
  }

  private static RuntimeException corrupt(String sha256) {
    return refuse("SP-VAULT-0003", "content in the vault was changed", sha256, "import the medium that carries it again, and look for the cause");
  }
}
