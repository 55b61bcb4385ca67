package io.sallyport.launcher.console;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.DisposableFolder;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The appliance's SSH host key (ECDSA P-384), made at first start: {@code DATA/ssh/host.key} and {@code host.key.pub}.
 *
 * @param encoded X.509 SubjectPublicKeyInfo of the public half
 */
public record HostKey(byte[] encoded) {
  private static final String PRIVATE = "host.key";
  private static final String PUBLIC = "host.key.pub";
  private static final String KEYS = "EC";
  private static final long MAX_BYTES = 16 << 10;
  private static final byte[] PROBE = {1};

  /**
   * Makes the key if there is none, or none that can be used.
   *
   * @return what to tell, if there was one and it is replaced
   */
  public static Optional<Refusal> ensure(Path data) {
    Path directory = data.resolve("ssh");
    if (usable(directory)) {
      return Optional.empty();
    }
    boolean replaced = Files.exists(directory.resolve(PRIVATE), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(directory.resolve(PUBLIC), LinkOption.NOFOLLOW_LINKS);
    try {
      new DisposableFolder(directory).renew();
      KeyPairGenerator generator = KeyPairGenerator.getInstance(KEYS);
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair pair = generator.generateKeyPair();
      AtomicFiles.writePrivate(directory.resolve(PRIVATE), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      AtomicFiles.write(directory.resolve(PUBLIC), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA P-384", e);
    }
    return replaced ? Optional.of(new Refusal("SP-LAUNCH-0042", "the console's host key was damaged, and a new one was made", directory.toString(),
        "find out who changed it; people on other machines take the old key out of their known hosts")) : Optional.empty();
  }

  /** Both halves are there, and belong together. */
  private static boolean usable(Path directory) {
    try {
      KeyFactory keys = KeyFactory.getInstance(KEYS);
      PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(der(directory.resolve(PRIVATE))));
      PublicKey shown = keys.generatePublic(new X509EncodedKeySpec(der(directory.resolve(PUBLIC))));
      Signature signature = Signature.getInstance("SHA384withECDSA");
      signature.initSign(secret);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException damaged) {
      return false;
    }
  }

  private static byte[] der(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      throw new IOException("no key file: " + file);
    }
    return Base64.getDecoder().decode(Files.readString(file, StandardCharsets.ISO_8859_1).replaceAll("-----[A-Z ]+-----|\\s", ""));
  }

  static HostKey of(Path data) {
    Path file = data.resolve("ssh").resolve(PUBLIC);
    try {
      return new HostKey(der(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new RefusedException(new Refusal("SP-LAUNCH-0006", "the appliance's host key cannot be read", file.toString(),
          "run as the user of the appliance, with SALLYPORT_DATA set, after its first start"), e);
    }
  }

  boolean matches(PublicKey key) {
    return Arrays.equals(encoded, key.getEncoded());
  }

  private static byte[] pem(String type, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n").getBytes(StandardCharsets.US_ASCII);
  }
}
