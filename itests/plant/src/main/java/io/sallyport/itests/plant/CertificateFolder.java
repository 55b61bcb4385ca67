package io.sallyport.itests.plant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.security.CertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.TrustListManager;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;

/**
 * The plant's trust list: {@code trusted/*.der} are the client certificates it accepts, {@code rejected/} those it refused;
 * read anew at each connection, so that moving a file is all there is to trusting.
 */
final class CertificateFolder implements TrustListManager, CertificateQuarantine {
  private static final int MOST_REJECTED = 100;

  private final Path trusted;
  private final Path rejected;

  CertificateFolder(Path directory) {
    try {
      trusted = Files.createDirectories(directory.resolve("trusted"));
      rejected = Files.createDirectories(directory.resolve("rejected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<X509Certificate> getTrustedCertificates() {
    return read(trusted);
  }

  @Override
  public List<X509Certificate> getRejectedCertificates() {
    return read(rejected);
  }

  @Override
  public synchronized void addRejectedCertificate(X509Certificate certificate) {
    try {
      Path file = rejected.resolve(name(certificate));
      if (!Files.exists(file) && read(rejected).size() < MOST_REJECTED) {
        Files.write(file, certificate.getEncoded());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void removeRejectedCertificate(X509Certificate certificate) {
    remove(rejected, certificate);
  }

  @Override
  public void addTrustedCertificate(X509Certificate certificate) {
    try {
      Files.write(trusted.resolve(name(certificate)), certificate.getEncoded());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<X509CRL> getIssuerCrls() {
    return List.of();
  }

  @Override
  public List<X509CRL> getTrustedCrls() {
    return List.of();
  }

  @Override
  public List<X509Certificate> getIssuerCertificates() {
    return List.of();
  }

  @Override
  public void setIssuerCrls(List<X509CRL> crls) {
    throw readOnly();
  }

  @Override
  public void setTrustedCrls(List<X509CRL> crls) {
    throw readOnly();
  }

  @Override
  public void setIssuerCertificates(List<X509Certificate> certificates) {
    throw readOnly();
  }

  @Override
  public void setTrustedCertificates(List<X509Certificate> certificates) {
    throw readOnly();
  }

  @Override
  public void addIssuerCertificate(X509Certificate certificate) {
    throw readOnly();
  }

  @Override
  public boolean removeIssuerCertificate(ByteString thumbprint) {
    return false;
  }

  @Override
  public boolean removeTrustedCertificate(ByteString thumbprint) {
    return false;
  }

  @Override
  public DateTime getLastUpdateTime() {
    return DateTime.now();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("the plant's trust list is its folder");
  }

  private static void remove(Path folder, X509Certificate certificate) {
    try {
      Files.deleteIfExists(folder.resolve(name(certificate)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(X509Certificate certificate) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.of().formatHex(digest) + ".der";
  }

  private static List<X509Certificate> read(Path folder) {
    List<X509Certificate> certificates = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".der")).sorted().toList()) {
        certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate in " + folder + " is damaged", e);
    }
    return certificates;
  }
}
