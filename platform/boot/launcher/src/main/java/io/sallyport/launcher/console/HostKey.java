package io.sallyport.launcher.console;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The appliance's own SSH host key, as it wrote it at first start.
 *
 * @param encoded X.509 SubjectPublicKeyInfo
 */
record HostKey(byte[] encoded) {
  static HostKey of(Path data) {
    Path file = data.resolve("ssh").resolve("host.key.pub");
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
}
