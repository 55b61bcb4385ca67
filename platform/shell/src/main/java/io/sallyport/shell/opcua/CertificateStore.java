package io.sallyport.shell.opcua;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The connector's certificates as files below {@code DATA/site/packages/opcua}: {@code own/ trusted/ rejected/}. */
final class CertificateStore {
  private static final int LARGEST = 1 << 20;
  private static final int MOST = 1_000;
  /** Digits, 64 bits: a certificate whose thumbprint begins with fewer than these can be made by trying. */
  private static final int SHORTEST_THUMBPRINT = 16;

  private final Path root;

  CertificateStore(Path root) {
    this.root = root;
  }

  /** All certificates; files that hold none are left out. */
  List<Certificate> list() {
    List<Certificate> all = new ArrayList<>();
    for (String state : List.of("own", "trusted", "rejected")) {
      for (Path file : files(root.resolve(state))) {
        read(state, file).ifPresent(all::add);
      }
    }
    return all;
  }

  /**
   * The one certificate in that state whose thumbprint (SHA-256 or SHA-1) begins so.
   *
   * @throws RefusedException SP-OPCUA-0013 if there is none or more than one
   */
  Certificate find(String state, String thumbprint) {
    String wanted = thumbprint.toLowerCase(Locale.ROOT).replace(":", "");
    List<Certificate> found = list().stream()
        .filter(c -> c.state().equals(state) && (c.thumbprint().startsWith(wanted) || c.sha1().startsWith(wanted))).toList();
    if (wanted.length() < SHORTEST_THUMBPRINT || found.size() != 1) {
      String what = wanted.length() < SHORTEST_THUMBPRINT ? "fewer than " + SHORTEST_THUMBPRINT + " digits of a thumbprint"
          : found.size() + " " + state + " certificates begin with " + thumbprint;
      throw new RefusedException(new Refusal("SP-OPCUA-0013", what, root.resolve(state).toString(), "see opcua:certificates"));
    }
    return found.get(0);
  }

  /** Moves a certificate's file to another state, atomically. @throws RefusedException SP-OPCUA-0014 */
  void move(Certificate certificate, String state) {
    Path target = root.resolve(state).resolve(certificate.thumbprint() + ".der");
    try {
      Files.createDirectories(target.getParent());
      Files.move(certificate.file(), target, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.syncDirectory(target.getParent());
      AtomicFiles.syncDirectory(certificate.file().getParent());
    } catch (IOException | UncheckedIOException e) {
      throw new RefusedException(new Refusal("SP-OPCUA-0014", "the certificate cannot be moved: " + e.getMessage(), target.toString(),
          "check the directory's permissions and space"));
    }
  }

  private static Optional<Certificate> read(String state, Path file) {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        return Optional.empty();
      }
      X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
      return Optional.of(new Certificate(state, digest("SHA-256", certificate), digest("SHA-1", certificate),
          certificate.getSubjectX500Principal().getName(), certificate.getNotAfter().toInstant(), file));
    } catch (IOException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static String digest(String algorithm, X509Certificate certificate) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().matches("(?i)[^.].*\\.(der|crt|pem)") && Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .limit(MOST).sorted().toList();
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-OPCUA-0014", "the directory cannot be read: " + e.getMessage(), directory.toString(),
          "check its permissions"));
    }
  }
}
