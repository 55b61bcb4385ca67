package io.sallyport.itests.plant;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Period;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** The plant's self-signed certificate and key: {@code plant.p12} (0600), made at the first start; {@code plant.der} is for clients. */
record OwnCertificate(KeyPair keys, X509Certificate certificate) {
  static final String APPLICATION_URI = "urn:sallyport:plant";
  private static final String ALIAS = "plant";
  /** Not a secret: the file's mode protects the key. */
  private static final char[] STORE_PASSWORD = "plant".toCharArray();

  static OwnCertificate loadOrMake(Path directory) {
    Path file = directory.resolve("plant.p12");
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      if (Files.exists(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          store.load(in, STORE_PASSWORD);
        }
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        PrivateKey key = (PrivateKey) store.getKey(ALIAS, STORE_PASSWORD);
        return new OwnCertificate(new KeyPair(certificate.getPublicKey(), key), certificate);
      }
      OwnCertificate made = make();
      store.load(null, STORE_PASSWORD);
      store.setKeyEntry(ALIAS, made.keys.getPrivate(), STORE_PASSWORD, new X509Certificate[] {made.certificate});
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, STORE_PASSWORD);
      }
      Files.write(directory.resolve("plant.der"), made.certificate.getEncoded());
      return made;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot load or make " + file, e);
    }
  }

  private static OwnCertificate make() throws GeneralSecurityException {
    KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
    try {
      X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
          .setCommonName("Sallyport simulated plant").setOrganization("Sallyport").setApplicationUri(APPLICATION_URI)
          .addDnsName("localhost").addIpAddress("127.0.0.1").setValidityPeriod(Period.ofYears(5)).build();
      return new OwnCertificate(keys, certificate);
    } catch (Exception e) {
      throw new GeneralSecurityException("cannot sign the plant's certificate", e);
    }
  }
}
