import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stand-in until signed-repo/tool can sign inventories: HOME DEV RELEASE. Makes throw-away keys under DEV. */
public class SignInventory {
  public static void main(String[] a) throws Exception {
    Path home = Path.of(a[0]), dev = Path.of(a[1]);
    Files.createDirectories(dev);
    char[] password = "stand-in".toCharArray();
    List<Signer> vendor = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      Path file = dev.resolve("stand-in-" + i + ".p12");
      vendor.add(Files.exists(file) ? KeyFile.open(file, password) : KeyFile.create(file, password));
    }
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    vendor.forEach(s -> keys.put(s.key().id(), s.key().toJson()));
    JsonObject role = JsonObject.builder().put("keyids", List.copyOf(keys.keySet())).put("threshold", 2L).build();
    Instant expires = Instant.parse("2036-01-01T00:00:00Z");
    JsonObject root = JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", 1L).put("expires", expires.toString()).put("consistent_snapshot", true)
        .put("keys", JsonObject.of(keys)).put("roles", JsonObject.builder().put("root", role).put("targets", role).put("snapshot", role).put("timestamp", role).build()).build();
    Files.createDirectories(home.resolve("trust"));
    Files.write(home.resolve("trust/vendor-root.json"), Envelope.sign(root, vendor.get(0), vendor.get(1)).toBytes());
    Files.write(home.resolve("trust/inventory.json"), Envelope.sign(Inventory.create(home, 1, a[2], expires).signed(), vendor.get(0), vendor.get(1)).toBytes());
  }
}
