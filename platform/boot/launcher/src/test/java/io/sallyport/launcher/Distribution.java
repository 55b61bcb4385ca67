package io.sallyport.launcher;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small distribution with a real vendor root (2 of 3) and a signed inventory. */
final class Distribution {
  private static final Instant EXPIRES = Instant.parse("2036-01-01T00:00:00Z");
  final Path home;
  final List<Signer> vendor = new ArrayList<>();

  Distribution(Path directory) throws IOException {
    home = directory.resolve("home");
    for (int i = 1; i <= 3; i++) {
      vendor.add(KeyFile.create(directory.resolve("vendor-" + i + ".p12"), "secret".toCharArray()));
    }
    file("bin/sallyport", "#!/bin/sh\n");
    file("etc/system.properties", "a=b\n");
    file("lib/boot/main.jar", "jar");
    file("lib/gate.jar", "gate");
    file("system/a/b/1.0/b-1.0.jar", "another jar");
    Files.createDirectories(home.resolve("trust"));
    Files.write(home.resolve("trust/vendor-root.json"), root());
    sign(vendor.get(0), vendor.get(1));
  }

  void file(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void sign(Signer... signers) throws IOException {
    Inventory inventory = Inventory.create(home, 1, "0.1.0", EXPIRES);
    Files.write(home.resolve(Inventory.PATH), Envelope.sign(inventory.signed(), signers).toBytes());
  }

  private byte[] root() {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    vendor.forEach(signer -> keys.put(signer.key().id(), signer.key().toJson()));
    JsonObject role = JsonObject.builder().put("keyids", List.copyOf(keys.keySet())).put("threshold", 2L).build();
    JsonObject roles = JsonObject.builder().put("root", role).put("targets", role).put("snapshot", role).put("timestamp", role).build();
    JsonObject signed = JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", 1L).put("expires", EXPIRES.toString())
        .put("consistent_snapshot", true).put("keys", JsonObject.of(keys)).put("roles", roles).build();
    return Envelope.sign(signed, vendor.get(0), vendor.get(1)).toBytes();
  }
}
