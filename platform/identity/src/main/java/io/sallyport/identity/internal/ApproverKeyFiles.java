package io.sallyport.identity.internal;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * {@code keys/approvers/USER.p12}. A change of password first writes {@code USER.p12.new}, then the realm changes, then the new file
 * takes the old one's place; whichever of the two a crash leaves, one of them opens with the password that counts. User ids are safe file
 * names.
 */
final class ApproverKeyFiles {
  private final Path directory;

  ApproverKeyFiles(Path directory) {
    this.directory = directory;
  }

  PairedSigner create(String id, char[] password, SignaturePolicy policy) {
    return policy == SignaturePolicy.CLASSICAL ? PairedSigner.of(KeyFile.create(file(id), password)) : KeyFile.createPair(file(id), password);
  }

  /** @throws RefusedException SP-IDENTITY-0006 if there is none */
  PairedSigner open(String id, char[] password) {
    if (!Files.exists(file(id))) {
      throw Refusals.noKey(id);
    }
    try {
      return KeyFile.openPair(file(id), password);
    } catch (RefusedException e) {
      if (!e.refusal().code().equals("SP-TRUST-0013") || !Files.exists(fresh(id))) {
        throw e;
      }
      PairedSigner signer = KeyFile.openPair(fresh(id), password);
      promote(id);
      return signer;
    }
  }

  /** Writes the key under the new password beside the old file; nothing if there is no key. */
  void prepare(String id, char[] old, char[] password) {
    if (!Files.exists(file(id))) {
      return;
    }
    open(id, old);
    KeyFile.copy(file(id), old, fresh(id), password);
  }

  void promote(String id) {
    try {
      if (Files.exists(fresh(id))) {
        Files.move(fresh(id), file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        AtomicFiles.syncDirectory(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String id) {
    return directory.resolve(id + ".p12");
  }

  private Path fresh(String id) {
    return directory.resolve(id + ".p12.new");
  }
}
