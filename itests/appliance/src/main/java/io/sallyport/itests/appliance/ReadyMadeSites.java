package io.sallyport.itests.appliance;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.audit.RecordedFile;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Sites of {@code commission --demo} for tests that are about something else: one ceremony for each distribution and policy in a test's JVM, a copy for
 * each appliance. Their passwords are hashed with few iterations, which the files of accounts say and the appliance follows: otherwise the hash is most of
 * what a login costs. Thread-safe.
 */
final class ReadyMadeSites {
  private static final int ITERATIONS = 1_000;
  private static final int HASH_BITS = 256;
  private static final Map<Kind, Path> MADE = new ConcurrentHashMap<>();

  /** What makes one commissioned site differ from another. */
  private record Kind(Path home, String policy) {}

  private ReadyMadeSites() {}

  /** Into a data directory that is not there yet. */
  static void copyTo(Setup setup, String policy) {
    Folders.copy(MADE.computeIfAbsent(new Kind(setup.home(), policy), ReadyMadeSites::make), setup.data());
  }

  private static Path make(Kind kind) {
    Setup once = new Setup(kind.home(), Folders.temporary("site").resolve("data"), List.of(), List.of());
    Appliance.commissioned(once, kind.policy()).close();
    hashQuickly(once.data());
    return once.data();
  }

  private static void hashQuickly(Path data) {
    Passwords passwords = Passwords.read(data.resolve("keys/demo-passwords"));
    Path file = data.resolve("site/users.json");
    JsonObject accounts = Json.parseObject(read(file), file.toString());
    List<JsonObject> users = accounts.objects("users").stream()
        .map(user -> user.toBuilder().put("password", hash(user.object("password").string("salt"), passwords.of(user.string("id")))).build()).toList();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      // The appliance believes only what its audit log recorded last.
      new RecordedFile(file, "users", audit.log(), Limits.DEFAULT).write(accounts.toBuilder().remove("recorded_since").put("users", users).build(),
          AuditEntry.of("user.password").system("test harness").action("hash with few iterations").object("users"));
    }
  }

  private static JsonObject hash(String salt, String password) {
    HexFormat hex = HexFormat.of();
    try {
      byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(new PBEKeySpec(password.toCharArray(), hex.parseHex(salt), ITERATIONS, HASH_BITS)).getEncoded();
      return JsonObject.builder().put("salt", salt).put("iterations", ITERATIONS).put("hash", hex.formatHex(hash)).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
