package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Content on its way in: copied beside, hashed while it is copied, moved when it is whole. Thread-safe. */
final class ContentCopies {
  private final ContentFolder folder;
  private final Path temporary;
  private final LongSupplier usableSpace;

  /** @param temporary on the same file system as the folder */
  ContentCopies(ContentFolder folder, Path temporary, LongSupplier usableSpace) {
    this.folder = folder;
    this.temporary = temporary;
    this.usableSpace = usableSpace;
  }

  /** As {@link io.sallyport.vault.Vault#store}. */
  Path store(InputStream in, long length, String sha256) {
    Path target = folder.path(sha256);
    if (folder.intact(sha256)) {
      return target;
    }
    requireSpace(length);
    Path partial = temporary.resolve(UUID.randomUUID().toString());
    try {
      new Intake(partial, length, sha256).run(OnePassCopy.inPlace(length), from -> Channels.newChannel(in), bytes -> {});
      folder.adopt(Map.of(sha256, partial));
      return target;
    } catch (IOException e) {
      throw failed(e, length, sha256);
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
    if (folder.intact(sha256)) {
      progress.accept(length);
      return length;
    }
    Path partial = temporary.resolve(sha256);
    try {
      long kept = new Intake(partial, length, sha256).run(copy, source, progress);
      folder.adopt(Map.of(sha256, partial));
      return kept;
    } catch (OnePassCopy.SourceFailure e) {
      throw e;
    } catch (IOException e) {
      throw failed(e, length, sha256);
    }
  }

  /** How much of that content an unfinished import left, in bytes; not verified. */
  long begun(String sha256) {
    return Math.max(Trees.size(folder.path(sha256)), Trees.size(temporary.resolve(sha256)));
  }

  /**
   * Reads a file of a medium whose content is there already, so that a copy that was changed is noticed.
   *
   * @throws OnePassCopy.SourceFailure if the medium failed
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0005 if it is other content
   */
  void compare(OnePassCopy.Source source, long length, String sha256, OnePassCopy copy, LongConsumer progress) throws OnePassCopy.SourceFailure {
    new Intake(folder.path(sha256), length, sha256).compare(copy, source, progress);
  }

  /** As {@link io.sallyport.vault.Vault#requireSpace}. */
  void requireSpace(long bytes) {
    long free = Math.max(0, usableSpace.getAsLong() - ContentStore.RESERVE);
    if (free < bytes) {
      throw refuse("SP-VAULT-0001", bytes + " bytes are to be stored, " + free + " are free", folder.directory().toString(), "free or add disk space, then import again; nothing was changed");
    }
  }

  private RuntimeException failed(IOException e, long length, String sha256) {
    requireSpace(length);
    return refuse("SP-VAULT-0006", "copying failed: " + e.getMessage(), sha256, "check the medium and the disk, then import again", e);
  }
}
