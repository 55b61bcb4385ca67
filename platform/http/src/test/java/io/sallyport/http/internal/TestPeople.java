package io.sallyport.http.internal;

import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** People of a site, one of each role and one of none, whose passwords are hashed with few iterations. */
public final class TestPeople {
  public static final String PASSWORD = "correct horse";
  private static final Map<String, List<String>> ROLES = Map.of("olga", List.of("operator"), "ivan", List.of("integrator"), "ada", List.of("admin"), "aud", List.of("auditor"), "quinn", List.of("quality"),
      "nora", List.of());
  private static final int ITERATIONS = 100;

  private TestPeople() {}

  static void write(Path data) throws IOException, GeneralSecurityException {
    byte[] salt = new byte[16];
    byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, ITERATIONS, 256)).getEncoded();
    JsonObject password = JsonObject.builder().put("salt", HexFormat.of().formatHex(salt)).put("iterations", ITERATIONS).put("hash", HexFormat.of().formatHex(hash)).build();
    List<JsonObject> users = ROLES.entrySet().stream().map(person -> JsonObject.builder().put("id", person.getKey()).put("name", person.getKey()).put("roles", person.getValue()).put("enabled", true)
        .put("password", password).build()).toList();
    Files.write(Files.createDirectories(data.resolve("site")).resolve("users.json"), Json.write(JsonObject.builder().put("schema", "sallyport.users/1").put("users", users).build()));
  }
}
