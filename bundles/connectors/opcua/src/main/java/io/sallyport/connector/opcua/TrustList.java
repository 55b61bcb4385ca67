package io.sallyport.connector.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.validation.CertificateValidationUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the connector trusts, as files: {@code trusted/} holds server certificates or their issuers (DER or PEM, {@code .der .crt
 * .pem}) and revocation lists ({@code .crl}); {@code rejected/} what it met and does not trust, named after its SHA-256
 * thumbprint. An admin moves a file from one to the other ({@code opcua:trust}). Thread-safe.
 */
final class TrustList {
  private static final Logger LOG = LoggerFactory.getLogger(TrustList.class);
  private static final Set<ValidationCheck> CHECKS = EnumSet.of(ValidationCheck.VALIDITY, ValidationCheck.APPLICATION_URI);
  private static final int MOST_REJECTED = 100;
  private static final int LARGEST_FILE = 1 << 20;
  private static final int MOST_TRUSTED = 1_000;

  private final Path trusted;
  private final Path rejected;

  TrustList(Path certificates) {
    trusted = certificates.resolve("trusted");
    rejected = certificates.resolve("rejected");
  }

  /** A validator that works on the files as they are now. */
  CertificateValidator validator() throws IOException {
    return new DefaultClientCertificateValidator(read(), CHECKS, new MemoryCertificateQuarantine());
  }

  /**
   * Checks a server's certificate chain, the server's own certificate first. A certificate that is itself in the trust list may name
   * any host, as those of machines often do; one that is trusted because of its issuer must be made out to this host.
   *
   * @throws UaException with the reason's status code
   */
  void check(List<X509Certificate> chain, String applicationUri, String host) throws UaException, IOException {
    MemoryTrustListManager list = read();
    new DefaultClientCertificateValidator(list, CHECKS, new MemoryCertificateQuarantine())
        .validateCertificateChain(chain, applicationUri, null);
    if (!list.getTrustedCertificates().contains(chain.get(0))) {
      CertificateValidationUtil.checkHostnameOrIpAddress(chain.get(0), host);
    }
  }

  private MemoryTrustListManager read() throws IOException {
    Files.createDirectories(trusted);
    MemoryTrustListManager list = new MemoryTrustListManager();
    List<X509Certificate> certificates = new ArrayList<>();
    List<X509CRL> revocations = new ArrayList<>();
    for (Path file : files(trusted, MOST_TRUSTED)) {
      try {
        byte[] bytes = PlainFiles.read(file, LARGEST_FILE);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        if (file.toString().endsWith(".crl")) {
          revocations.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(bytes)));
        } else {
          certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
        }
      } catch (IOException | GeneralSecurityException e) {
        LOG.warn("{} is not a certificate or revocation list and is not used: {}", file, e.getMessage());
      }
    }
    list.setTrustedCertificates(certificates);
    list.setTrustedCrls(revocations);
    return list;
  }

  /** Thumbprints of all trusted certificates, by whatever name they lie there. */
  Set<String> thumbprints() throws IOException {
    Set<String> all = new TreeSet<>();
    for (X509Certificate certificate : read().getTrustedCertificates()) {
      try {
        all.add(thumbprint(certificate));
      } catch (GeneralSecurityException e) {
        throw new IOException("a certificate that was read cannot be written", e);
      }
    }
    return all;
  }

  /** Changes whenever a file is added to or removed from the trusted ones. */
  Set<String> fingerprint() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files(trusted, MOST_TRUSTED)) {
      names.add(file.getFileName() + "@" + Files.getLastModifiedTime(file).toMillis());
    }
    return names;
  }

  /** Puts a certificate among the rejected ones. @return whether it is new there */
  boolean quarantine(X509Certificate certificate) throws IOException, GeneralSecurityException {
    Files.createDirectories(rejected);
    Path file = rejected.resolve(thumbprint(certificate) + ".der");
    if (Files.exists(file)) {
      return false;
    }
    makeRoom();
    return DurableFiles.createOnce(file, certificate.getEncoded(), "rw-r-----");
  }

  /** The oldest go first: whoever shows many certificates must not keep the plant's next one out. */
  private void makeRoom() throws IOException {
    List<Path> oldest = new ArrayList<>(files(rejected, Integer.MAX_VALUE));
    Map<Path, FileTime> times = new HashMap<>();
    for (Path file : oldest) {
      times.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
    }
    oldest.sort(Comparator.comparing(times::get));
    for (Path file : oldest.subList(0, Math.max(0, oldest.size() - MOST_REJECTED + 1))) {
      LOG.warn("{} holds {} certificates, {} makes room", rejected, oldest.size(), file.getFileName());
      Files.delete(file);
    }
  }

  /** SHA-256 of the DER form, lower-case hex. */
  static String thumbprint(X509Certificate certificate) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  private static List<Path> files(Path directory, int most) throws IOException {
    return PlainFiles.list(directory, name -> name.matches("(?i)[^.].*\\.(der|crt|pem|crl)"), most);
  }
}
