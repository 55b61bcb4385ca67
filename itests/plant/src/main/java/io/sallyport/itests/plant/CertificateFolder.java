package io.sallyport.itests.plant;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.security.CertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;

/**
 * The plant's trust list: {@code trusted/*.der} are the client certificates it accepts, {@code rejected/} those it refused;
 * read anew at each connection, so that moving a file is all there is to trusting.
 */
final class CertificateFolder extends MemoryTrustListManager implements CertificateQuarantine {
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
