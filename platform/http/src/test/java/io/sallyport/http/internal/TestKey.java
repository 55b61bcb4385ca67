package io.sallyport.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The key of an appliance for HTTPS, as an admin makes it. */
public final class TestKey {
  private static final String PASSWORD = "key-password";
  private static final String STORE = "keystore.p12";

  private TestKey() {}

  private static Path folder(Path data) {
    return data.resolve("site/http");
  }

  public static void make(Path data) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(folder(data));
    Files.writeString(folder.resolve("keystore.password"), PASSWORD + "\n");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "https", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=appliance", "-ext",
        "san=ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", folder.resolve(STORE).toString(), "-storepass", PASSWORD).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    for (String file : List.of(STORE, "keystore.password")) {
      Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** What a client needs that trusts this key's certificate, and no other. */
  public static SSLContext trusted(Path data) throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder(data).resolve(STORE))) {
      own.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("https", own.getCertificate("https"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
