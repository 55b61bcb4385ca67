package io.sallyport.launcher.console;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The appliance's SSH host key (ECDSA P-384), made at first start: {@code DATA/ssh/host.key} and {@code host.key.pub}.
 *
 * @param encoded X.509 SubjectPublicKeyInfo of the public half
 */
public record HostKey(byte[] encoded) {
  private static final String PRIVATE = "host.key";
  private static final String PUBLIC = "host.key.pub";

  /** Makes the key if there is none yet. */
  public static void ensure(Path data) {
    Path directory = data.resolve("ssh");
    if (Files.exists(directory.resolve(PRIVATE)) && Files.exists(directory.resolve(PUBLIC))) {
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair pair = generator.generateKeyPair();
      AtomicFiles.writePrivate(directory.resolve(PRIVATE), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      AtomicFiles.write(directory.resolve(PUBLIC), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has ECDSA P-384", e);
    }
  }

  static HostKey of(Path data) {
    Path file = data.resolve("ssh").resolve(PUBLIC);
    try {
      String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
      return new HostKey(Base64.getDecoder().decode(base64));
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
