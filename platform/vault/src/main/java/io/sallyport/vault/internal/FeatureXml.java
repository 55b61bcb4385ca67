package io.sallyport.vault.internal;

import io.sallyport.vault.VaultPackage;
import java.nio.charset.StandardCharsets;

/** The Karaf features repository (schema 1.6.0) of one package: one feature {@code sallyport-NAME} whose bundles come from the vault. */
final class FeatureXml {
  private FeatureXml() {}

  static byte[] of(VaultPackage pack) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<features xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\" name=\"").append(pack.featureName()).append('-')
        .append(escaped(pack.version())).append("\">\n");
    xml.append("  <feature name=\"").append(pack.featureName()).append("\" version=\"").append(escaped(pack.version())).append("\" description=\"")
        .append(escaped(pack.descriptor().summary())).append("\">\n");
    pack.bundles().forEach(part -> xml.append("    <bundle>").append(VaultPackage.SCHEME).append(":sha256-").append(part.sha256()).append("</bundle>\n"));
    return xml.append("  </feature>\n</features>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.appendCodePoint(c < 0x20 || c == 0xFFFE || c == 0xFFFF ? ' ' : c);
      }
    });
    return out.toString();
  }
}
