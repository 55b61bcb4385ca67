package io.sallyport.audit.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The appliance key in {@code keys/appliance.p12}, its password in {@code keys/appliance.pass}, both 0600, made if absent. */
final class ApplianceKeyFile implements ApplianceKey {
  private static final int PASSWORD_BYTES = 32;
  private static final int LONGEST_PASSWORD = 1024;

  private final Path file;
  private final Path passwordFile;
  private PairedSigner key;

  private ApplianceKeyFile(Path file, Path passwordFile, PairedSigner key) {
    this.file = file;
    this.passwordFile = passwordFile;
    this.key = key;
  }

  /**
   * @param keys the directory {@code DATA/keys}
   * @throws RefusedException SP-TRUST-0013 or -0014 from the key file; SP-AUDIT-0011 if the password is gone
   */
  static synchronized ApplianceKeyFile in(Path keys) {
    Path file = keys.resolve("appliance.p12");
    Path passwordFile = keys.resolve("appliance.pass");
    if (!Files.exists(passwordFile)) {
      if (Files.exists(file)) {
        throw new RefusedException(new Refusal("SP-AUDIT-0011", "the appliance key is there, its password is not",
            passwordFile.toString(), "restore DATA/keys from a backup"));
      }
      AtomicFiles.writePrivate(passwordFile, randomPassword());
    }
    char[] password = password(passwordFile);
    try {
      return new ApplianceKeyFile(file, passwordFile, Files.exists(file) ? KeyFile.openPair(file, password) : PairedSigner.of(KeyFile.create(file, password)));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static byte[] randomPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
  }

  private static char[] password(Path file) {
    try {
      if (Files.size(file) > LONGEST_PASSWORD) {
        throw new IOException(file + " is too long for a password");
      }
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      char[] password = new char[chars.remaining()];
      chars.get(password);
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(chars.array(), '\0');
      return password;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized Signer signer() {
    return key.classical();
  }

  @Override
  public synchronized PairedSigner paired() {
    return key;
  }

  @Override
  public synchronized PairedSigner extended() {
    if (key.postQuantum().isEmpty()) {
      char[] password = password(passwordFile);
      try {
        key = KeyFile.extend(file, password);
      } finally {
        Arrays.fill(password, '\0');
      }
    }
    return key;
  }
}
