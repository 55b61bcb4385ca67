package io.sallyport.engine.remote.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What a site keeps for a conduit: {@code DATA/site/conduits/NAME}. Stateless; thread-safe. */
record ConduitFiles(String conduit, Path directory) {
  private static final int LARGEST_CA = 1 << 20;
  private static final int LONGEST_TOKEN = 8_192;
  private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** The bytes of a file with certificates. @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0057} */
  byte[] ca(String name) {
    return read(directory.resolve(name), LARGEST_CA);
  }

  /** Trusts what descends from these certificates, and nothing else. @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0057} */
  SSLContext trusting(byte[] pem) {
    try {
      Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
      if (certificates.isEmpty()) {
        throw Failures.unusable(conduit, "the file named by ca holds no certificate");
      }
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        anchors.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw Failures.unusable(conduit, "the file named by ca holds no certificates in PEM: " + e.getMessage());
    }
  }

  /** First line of a file that only its owner may use. @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0057} */
  String secret(String name) {
    Path file = directory.resolve("secrets").resolve(name);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw Failures.unusable(conduit, "the secret " + name + " can be used by others than its owner: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw Failures.unusable(conduit, "the secret " + name + " cannot be read: " + file);
    }
    String line = new String(read(file, LONGEST_TOKEN), StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
    if (line.isEmpty() || line.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
      throw Failures.unusable(conduit, "the secret " + name + " is no token: visible ASCII characters on the first line");
    }
    return line;
  }

  private byte[] read(Path file, int limit) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > limit) {
        throw Failures.unusable(conduit, "no file, or one beyond " + limit + " bytes: " + file);
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Failures.unusable(conduit, "the file cannot be read: " + file);
    }
  }
}
