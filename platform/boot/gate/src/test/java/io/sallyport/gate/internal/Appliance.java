package io.sallyport.gate.internal;

import io.sallyport.gate.Anchor;
import io.sallyport.gate.GateControl;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** A framework behind the gate, with a signed inventory of the jars given to it. */
final class Appliance implements AutoCloseable {
  private static final Instant EXPIRES = Instant.parse("2036-01-01T00:00:00Z");
  final Path home;
  final Path data;
  private final List<Signer> vendor = new ArrayList<>();
  private final Set<String> approved = new HashSet<>();
  private Framework framework;

  Appliance(Path directory, byte[]... platform) throws IOException {
    home = directory.resolve("home");
    data = directory.resolve("data");
    for (int i = 1; i <= 3; i++) {
      vendor.add(KeyFile.create(directory.resolve("vendor-" + i + ".p12"), "secret".toCharArray()));
    }
    Files.createDirectories(home.resolve("trust"));
    Files.createDirectories(home.resolve("system"));
    Files.write(home.resolve("trust/vendor-root.json"), root(Map.of()));
    for (int i = 0; i < platform.length; i++) {
      Files.write(home.resolve("system/platform-" + i + ".jar"), platform[i]);
    }
    sign();
  }

  /** A site with approvers of its own, each time others. */
  void commission() throws IOException {
    List<Signer> approvers = new ArrayList<>();
    List<SiteCharter.Member> members = new ArrayList<>();
    for (String user : List.of("quinn", "sam")) {
      Path file = Files.createTempDirectory(data.getParent(), "approver").resolve(user + ".p12");
      approvers.add(KeyFile.create(file, "secret".toCharArray()));
      members.add(new SiteCharter.Member(new SiteRoot.Approver(user, user, "quality"), PairedKey.of(approvers.get(approvers.size() - 1).key())));
    }
    SiteCharter charter = new SiteCharter("Plant", members, new ApprovalRule(2, List.of()), Optional.empty());
    JsonObject signed = new SiteRootMaker(Clock.systemUTC()).first(charter, PairedKey.of(vendor.get(0).key()));
    AtomicFiles.write(data.resolve("site/metadata/1.root.json"), Envelope.sign(signed, approvers.toArray(Signer[]::new)).toBytes());
  }

  /** Binds the distribution to the site that is there. */
  void anchor() throws IOException {
    Files.write(home.resolve(SiteAnchor.PATH), SiteAnchor.lines(SiteRepository.installed(home, data).roots()));
  }

  /** As if the bytes were a bundle of an admitted generation. */
  void approve(byte[] jar) {
    approved.add(Digests.sha256(jar));
  }

  void sign() throws IOException {
    Inventory inventory = Inventory.create(home, 1, "0.1.0", EXPIRES);
    Files.write(home.resolve(Inventory.PATH), Envelope.sign(inventory.signed(), vendor.get(0), vendor.get(1)).toBytes());
  }

  BundleContext start() throws Exception {
    Map<String, String> configuration = Map.of("sallyport.home", home.toString(), "sallyport.data", data.toString(), "org.osgi.framework.storage", cache().toString(),
        "felix.log.level", "0");
    Gate gate = approved.isEmpty() ? Gate.open(configuration) : Gate.open(configuration, (h, d) -> new SiteDigests.Read(List.of(1), approved, Anchor.ABSENT, List.of()));
    framework = gate.framework();
    framework.init();
    framework.start();
    return framework.getBundleContext();
  }

  void stop() throws BundleException, InterruptedException {
    if (framework != null) {
      framework.stop();
      framework.waitForStop(10_000);
      framework = null;
    }
  }

  GateControl control() {
    BundleContext context = framework.getBundleContext();
    return context.getService(context.getServiceReference(GateControl.class));
  }

  Path cache() {
    return data.resolve("cache");
  }

  List<String> spool() throws IOException {
    Path file = data.resolve("gate/refusals.spool");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Override public void close() throws Exception {
    stop();
  }

  /** Marks the vendor root. */
  void developmentRoot() throws IOException {
    Files.write(home.resolve("trust/vendor-root.json"), root(Map.of(RootMetadata.DEVELOPMENT, true)));
    sign();
  }

  private byte[] root(Map<String, ?> more) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    vendor.forEach(signer -> keys.put(signer.key().id(), signer.key().toJson()));
    JsonObject role = JsonObject.builder().put("keyids", List.copyOf(keys.keySet())).put("threshold", 2L).build();
    JsonObject roles = JsonObject.builder().put("root", role).put("targets", role).put("snapshot", role).put("timestamp", role).build();
    JsonObject.Builder signed = JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", 1L).put("expires", EXPIRES.toString())
        .put("consistent_snapshot", true).put("keys", JsonObject.of(keys)).put("roles", roles);
    more.forEach(signed::put);
    return Envelope.sign(signed.build(), vendor.get(0), vendor.get(1)).toBytes();
  }
}
