package io.sallyport.connector.opcua;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Period;
import java.util.HexFormat;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * The connector's application instance certificate (OPC 10000-6, 6.2.2): {@code own/connector.p12} (0600), made at the first use
 * and kept by all later versions; {@code own/connector.der} is what the server's operator has to trust.
 */
record OwnCertificate(KeyPair keys, X509Certificate certificate, String applicationUri) {
  static final String FILE = "connector.der";
  private static final String STORE = "connector.p12";
  private static final String ALIAS = "connector";
  private static final int KEY_BITS = 2048;
  private static final int YEARS = 7;
  /** Not a secret: the file's mode protects the key. */
  private static final char[] STORE_PASSWORD = "sallyport".toCharArray();

  /**
   * Loads the certificate, or makes it. Two versions of the connector may do so at once.
   *
   * @throws LinkException MISCONFIGURED if it is damaged or the directory cannot be written
   */
  static OwnCertificate loadOrMake(Path certificates) {
    Path own = certificates.resolve("own");
    Path store = own.resolve(STORE);
    try {
      if (!Files.exists(store)) {
        Files.createDirectories(own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        DurableFiles.createOnce(store, make(), "rw-------");
      }
      OwnCertificate loaded = load(store);
      if (!Files.exists(own.resolve(FILE))) {
        DurableFiles.createOnce(own.resolve(FILE), loaded.certificate().getEncoded(), "rw-r--r--");
      }
      return loaded;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new LinkException(LinkState.MISCONFIGURED, new Problem("SP-OPCUA-0008", "the connector's own certificate cannot be made or read: "
          + e.getMessage(), store.toString(), "make the directory writable, or remove a damaged file: a new certificate is then made,"
          + " which the server has to trust"), e);
    }
  }

  private static OwnCertificate load(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD);
    }
    if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)
        || !(store.getKey(ALIAS, STORE_PASSWORD) instanceof PrivateKey key)) {
      throw new GeneralSecurityException("no entry '" + ALIAS + "'");
    }
    String uri = CertificateUtil.getSanUri(certificate).orElseThrow(() -> new GeneralSecurityException("no application URI"));
    return new OwnCertificate(new KeyPair(certificate.getPublicKey(), key), certificate, uri);
  }

  private static byte[] make() throws GeneralSecurityException, IOException {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
    X509Certificate certificate;
    try {
      certificate = new SelfSignedCertificateBuilder(keys)
          .setCommonName("Sallyport OPC UA connector").setOrganization("Sallyport")
          .setApplicationUri("urn:sallyport:connector:opcua:" + HexFormat.of().formatHex(random))
          .addDnsName("localhost").setValidityPeriod(Period.ofYears(YEARS)).build();
    } catch (Exception e) {
      throw new GeneralSecurityException("cannot sign the certificate", e);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, STORE_PASSWORD);
    store.setKeyEntry(ALIAS, keys.getPrivate(), STORE_PASSWORD, new X509Certificate[] {certificate});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, STORE_PASSWORD);
    return out.toByteArray();
  }
}
