package io.sallyport.trust;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Role names in file names: everything but letters, digits and {@code _.-~} percent-encoded (RFC 3986). */
public final class RoleNames {
  private RoleNames() {}

  public static String encoded(String role) {
    StringBuilder out = new StringBuilder();
    for (byte b : role.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_' || b == '.' || b == '-' || b == '~';
      out.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b));
    }
    return out.toString();
  }
}
