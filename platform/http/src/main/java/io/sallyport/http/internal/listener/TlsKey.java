package io.sallyport.http.internal.listener;

import io.sallyport.http.internal.HttpRefusals;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Set;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The site's key and certificate for HTTPS: {@code keystore.p12} with one entry, its password in the first line of {@code keystore.password},
 * both 0600. Read when the listener opens; never in a configuration, where the console would show it.
 */
final class TlsKey {
  private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE);

  private final Path folder;

  TlsKey(Path folder) {
    this.folder = folder;
  }

  /** TLS 1.3 and nothing below. @throws RefusedException SP-HTTP-0003 */
  SslContextFactory.Server context() {
    Path file = privately(folder.resolve("keystore.p12"));
    char[] password = password();
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(keyStore(file, password));
    context.setKeyManagerPassword(new String(password));
    context.setIncludeProtocols("TLSv1.3");
    context.setRenegotiationAllowed(false);
    return context;
  }

  private static KeyStore keyStore(Path file, char[] password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      if (Collections.list(store.aliases()).stream().noneMatch(alias -> isKey(store, alias))) {
        throw HttpRefusals.noKey("the key store holds no private key", file.toString());
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw HttpRefusals.noKey("the key store cannot be opened: " + e.getMessage(), file.toString());
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private char[] password() {
    Path file = privately(folder.resolve("keystore.password"));
    try {
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw HttpRefusals.noKey("the key store's password cannot be read: " + e.getMessage(), file.toString());
    }
  }

  private static Path privately(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw HttpRefusals.noKey("the file is missing", file.toString());
      }
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw HttpRefusals.noKey("others may read or change the file", file.toString());
      }
      return file;
    } catch (IOException e) {
      throw HttpRefusals.noKey("the file cannot be looked at: " + e.getMessage(), file.toString());
    }
  }
}
