package io.sallyport.signedrepo;

import static io.sallyport.signedrepo.ToolRun.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing with a key that stays in a token: a real SoftHSM2. Skipped only where that is not installed. */
class Pkcs11Test {
  @TempDir static Path shared;
  private static SoftToken token;
  private static Path config;
  private static Path pin;
  private static Path keys;
  private static Path password;

  @BeforeAll
  static void token() throws Exception {
    Assumptions.assumeTrue(SoftToken.library().isPresent(), "SoftHSM2 is not installed (Debian: softhsm2)");
    token = SoftToken.create(Files.createDirectory(shared.resolve("token")));
    config = token.config("token.cfg", "slotListIndex = 0");
    pin = token.pin("pin", "1234", "rw-------");
    keys = shared.resolve("keys");
    password = Files.writeString(shared.resolve("password"), "correct horse\n");
    ok("keys", keys, "vendor-root-2", "vendor-root-3", "vendor-targets-1", "vendor-targets-2", "vendor-targets-3", "vendor-snapshot", "vendor-timestamp", "--password-file", password);
    token.ok("keys", keys, "vendor-root-1", "--pkcs11", config, "--label", "root of trust", "--pin-file", pin);
  }

  @Test
  void aKeyInTheTokenSignsLikeAnyOther() throws Exception {
    assertFalse(Files.exists(keys.resolve("vendor-root-1.p12")), "the private key is in the token only");
    Path repository = shared.resolve("repository");
    ok("init", repository, "--keys", keys);
    token.refused("SP-TOOL-0005", "sign", repository, "--role", "targets", "--pkcs11", config, "--label", "root of trust", "--pin-file", pin);
    assertTrue(token.ok("sign", repository, "--role", "root", "--pkcs11", config, "--label", "root of trust", "--pin-file", pin).contains("1 of 2"));
    sign(repository, "root", "vendor-root-2");
    ok("add", repository, TestPackage.folder(shared, "thing", "1.0.0"));
    sign(repository, "targets", "vendor-targets-1");
    sign(repository, "targets", "vendor-targets-2");
    sign(repository, "snapshot", "vendor-snapshot");
    sign(repository, "timestamp", "vendor-timestamp");
    ok("publish", repository);
    Path medium = shared.resolve("medium");
    ok("medium", repository, medium);
    Path root = repository.resolve("published/metadata/1.root.json");
    assertTrue(ok("verify", medium, "--root", root).contains("verified: 4 targets"));
    StockClients.agree(shared, medium, root, "packages/thing/1.0.0/package.json");
  }

  @Test
  void wrongPinAbsentTokenLibraryOrLabelAreToldApart() throws Exception {
    Path repository = shared.resolve("other");
    ok("init", repository, "--keys", keys);
    token.refused("SP-TRUST-0086", "sign", repository, "--role", "root", "--pkcs11", config, "--label", "root of trust", "--pin-file", token.pin("wrong", "9999", "rw-------"));
    token.refused("SP-TRUST-0087", "sign", repository, "--role", "root", "--pkcs11", config, "--label", "another", "--pin-file", pin);
    token.refused("SP-TRUST-0085", "sign", repository, "--role", "root", "--pkcs11", token.config("empty.cfg", "slotListIndex = 1"), "--label", "root of trust", "--pin-file", pin);
    token.refused("SP-TRUST-0085", "sign", repository, "--role", "root", "--pkcs11", token.config("beyond.cfg", "slotListIndex = 7"), "--label", "root of trust", "--pin-file", pin);
    token.refused("SP-TRUST-0085", "sign", repository, "--role", "root", "--pkcs11", shared.resolve("none.cfg"), "--label", "root of trust", "--pin-file", pin);
    token.refused("SP-TRUST-0088", "keys", keys, "again", "--pkcs11", config, "--label", "root of trust", "--pin-file", pin);
    token.refused("SP-TOOL-0022", "sign", repository, "--role", "root", "--pkcs11", config, "--label", "root of trust", "--pin-file", token.pin("open", "1234", "rw-r--r--"));
    token.refused("SP-TOOL-0022", "sign", repository, "--role", "root", "--pkcs11", config, "--label", "root of trust");
    assertTrue(token.ok("sign", repository, "--role", "root", "--pkcs11", config, "--label", "root of trust", "--pin-file", pin).contains("1 of 2"), "none of that signed or locked the token");
  }

  @Test
  void aTokenThatWouldHandTheKeyOutIsNotUsed() throws Exception {
    Path open = token.config("open.cfg", "slotListIndex = 0", "attributes(generate, CKO_PRIVATE_KEY, *) = {", "  CKA_SENSITIVE = false", "  CKA_EXTRACTABLE = true", "}");
    token.refused("SP-TRUST-0088", "keys", keys, "loose", "--pkcs11", open, "--pin-file", pin);
    assertFalse(Files.exists(keys.resolve("loose.json")));
  }

  @Test
  void aKeyIsEitherInAFileOrInAToken() {
    Path repository = shared.resolve("usage");
    ok("init", repository, "--keys", keys);
    assertEquals(2, ToolRun.run(new ArrayList<>(), "sign", repository, "--role", "root"));
    assertEquals(2, ToolRun.run(new ArrayList<>(), "sign", repository, "--role", "root", "--pkcs11", config));
    assertEquals(2, ToolRun.run(new ArrayList<>(), "sign", repository, "--role", "root", "--pkcs11", config, "--label", "x", "--key", keys.resolve("vendor-root-2.p12")));
    assertEquals(2, ToolRun.run(new ArrayList<>(), "keys", keys, "x", "--algorithm", "ml-dsa-87", "--pkcs11", config));
  }

  private static void sign(Path repository, String role, String name) {
    ok("sign", repository, "--role", role, "--key", keys.resolve(name + ".p12"), "--password-file", password);
  }
}
