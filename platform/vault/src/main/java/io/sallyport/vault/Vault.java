package io.sallyport.vault;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The appliance's content store, {@code DATA/vault/sha256/ab/abcd…}: only bytes whose SHA-256 was verified while they were copied
 * enter, and whoever reads through {@link #open} or {@link #read} gets exactly these bytes or an error. Digests are 64 lower-case
 * hexadecimal digits. Thread-safe; several processes may read.
 */
@ProviderType
public interface Vault {
  /** Where the content lies; not verified. For callers that verify by themselves or only ask whether it is there. */
  Optional<Path> find(String sha256);

  /**
   * The same, which must exist.
   *
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002 if it doesn't
   */
  Path require(String sha256);

  /**
   * Reads all of it and compares.
   *
   * @return where it lies
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002 missing, 0003 other bytes than its name says
   */
  Path verify(String sha256);

  /**
   * A stream that is checked as it is read: it fails with an {@link java.io.IOException} instead of ending if the bytes were not the
   * right ones, so use what was read only after its end.
   *
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002 if missing
   */
  InputStream open(String sha256);

  /**
   * Verified bytes, in memory.
   *
   * @param most largest content to read, in bytes
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002 missing, 0003 corrupt, 0004 larger than {@code most}
   */
  byte[] read(String sha256, int most);

  /**
   * Copies content in: hashed while copying to {@code DATA/vault/tmp}, fsynced, renamed. Content that is there already and intact is
   * left alone; a corrupt entry is replaced. Reads at most one byte more than expected.
   *
   * @param expectedLength in bytes
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0001 too little space, 0005 other length or digest than expected, 0006 the
   *     source or the disk failed; nothing of it stays behind
   */
  Path store(InputStream content, long expectedLength, String expectedSha256);

  /**
   * Whether that much more content would fit and leave the reserve.
   *
   * @param bytes to come
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0001 if not
   */
  void requireSpace(long bytes);
}
