package io.sallyport.vault.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongConsumer;

/**
 * Content that is expected: copied to a partial file first, which is only as good as its digest.
 *
 * @param partial where it is copied to, continuing what is there
 * @param length in bytes
 */
record Intake(Path partial, long length, String sha256) {
  /**
   * Copies, checks and makes the file read-only.
   *
   * @return how many bytes were there and not copied again
   * @throws IOException if source or disk failed
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0005 if it is other content
   */
  long run(OnePassCopy copy, OnePassCopy.Source source, LongConsumer progress) throws IOException {
    OnePassCopy.Copied copied = copy.copy(source, partial, length, progress);
    if (copied.kept() > 0 && !copied.sha256().equals(sha256)) {
      // A power cut may have torn what was there. From the start, then.
      progress.accept(-copied.length());
      Files.delete(partial);
      copied = copy.copy(source, partial, length, progress);
    }
    if (!copied.sha256().equals(sha256)) {
      throw other(copied.length(), copied.sha256());
    }
    requireLength(copied.length());
    if (Files.getFileStore(partial).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("r--r--r--"));
    }
    return copied.kept();
  }

  /**
   * Reads the source to its end and copies nothing: for content that is there already.
   *
   * @throws OnePassCopy.SourceFailure if the source failed
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0005 if it is other content
   */
  void compare(OnePassCopy copy, OnePassCopy.Source source, LongConsumer progress) throws OnePassCopy.SourceFailure {
    OnePassCopy.Copied read = copy.hash(source, length, progress);
    if (!read.sha256().equals(sha256)) {
      throw other(read.length(), read.sha256());
    }
    requireLength(read.length());
  }

  private void requireLength(long found) {
    if (found != length) {
      throw other(found, sha256);
    }
  }

  private RuntimeException other(long found, String digest) {
    return Refusals.refuse("SP-VAULT-0005", "content of " + found + " bytes with digest " + digest + " came, " + length + " bytes were expected", sha256,
        "use an intact copy; nothing of it was kept");
  }
}
