package io.sallyport.itests.attack.disk;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.appliance.forge.Stranger;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteRepository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code DATA/site} in the hands of somebody who has the rights of the service user and so the appliance's key, but no approver's. */
final class SiteFiles {
  /** Numbers beyond any that the site has used. */
  static final int RENUMBERED = 901;
  static final int OWN = 902;
  static final int IMPORTED = 903;
  static final int IMPORTED_BY_ANOTHER_ACCOUNT = 904;

  private final Path data;
  private final Path metadata;

  SiteFiles(Path data) {
    this.data = data;
    this.metadata = data.resolve("site/metadata");
  }

  /** Generation 1 under another number. */
  void renumber() {
    Edited.write(generation(RENUMBERED), Edited.bytes(generation(1)));
  }

  /** Generation 1 with one more target. */
  void edit() {
    Envelope envelope = read(generation(1));
    Edited.write(generation(1), new Envelope(withOneMore(envelope.signed()), envelope.signatures()).toBytes());
  }

  /** A generation signed by strangers. */
  void forge() {
    Edited.write(generation(OWN), Envelope.sign(read(generation(1)).signed().toBuilder().put("version", OWN).build(), Stranger.key(), Stranger.key()).toBytes());
  }

  /** Generation 1 once more, signed by the true approvers, one of whom brought in what it holds. */
  void approveOwnImport(String importer, Signer... approvers) {
    approve(IMPORTED, List.of(importer), List.of(), approvers);
  }

  /** The same, brought in with an account that is no approver's, of that approver's person. */
  void approveOwnImportByAnotherAccount(String person, Signer... approvers) {
    approve(IMPORTED_BY_ANOTHER_ACCOUNT, List.of("night-shift"), List.of("night-shift", person), approvers);
  }

  private void approve(int number, List<String> importers, List<String> persons, Signer... approvers) {
    JsonObject signed = read(generation(1)).signed();
    JsonObject custom = signed.object("custom").toBuilder().put("importers", importers).put(Generation.IMPORTER_PERSONS, persons).build();
    Edited.write(generation(number), Envelope.sign(signed.toBuilder().put("version", number).put("custom", custom).build(), approvers).toBytes());
  }

  /** An approver's key, which a demonstration keeps on the appliance. */
  Signer approver(String user, String password) {
    return KeyFile.open(data.resolve("keys/approvers/" + user + ".p12"), password.toCharArray());
  }

  /** A root with two approvers of our own, by the names of the true ones, and generation 1 as they like it: with the given package in it. */
  void exchangeRoot(String name, String version, List<Path> files) {
    List<Signer> own = List.of(Stranger.key(), Stranger.key());
    JsonObject root = read(metadata.resolve("1.root.json")).signed();
    JsonObject.Builder keys = root.object("keys").toBuilder();
    own.forEach(key -> keys.put(key.key().id(), key.key().toJson()));
    JsonObject role = JsonObject.builder().put("keyids", own.stream().map(key -> key.key().id()).toList()).put("threshold", 2).build();
    List<JsonObject> people = root.object("custom").object("approvers").map().values().stream().map(JsonObject.class::cast).toList();
    JsonObject approvers = JsonObject.builder().put(own.get(0).key().id(), people.get(0)).put(own.get(1).key().id(), people.get(1)).build();
    JsonObject changed = root.toBuilder().put("keys", keys.build()).put("roles", root.object("roles").toBuilder().put("root", role).put("targets", role).build())
        .put("custom", root.object("custom").toBuilder().put("approvers", approvers).build()).build();
    Edited.write(metadata.resolve("1.root.json"), Envelope.sign(changed, own.toArray(Signer[]::new)).toBytes());
    JsonObject generation = read(generation(1)).signed();
    JsonObject.Builder targets = generation.object("targets").toBuilder();
    files.forEach(file -> targets.put("packages/" + name + "/" + version + "/" + file.getFileName().toString().substring(65), entry(Edited.bytes(file))));
    JsonObject custom = generation.object("custom").toBuilder().put("vendor", newestVendor()).build();
    Edited.write(generation(1), Envelope.sign(generation.toBuilder().put("targets", targets.build()).put("custom", custom).build(), own.toArray(Signer[]::new)).toBytes());
  }

  /** A new audit log, properly signed, in which the site was commissioned with the root that lies there now. */
  void rewriteAudit() {
    Folders.delete(data.resolve("audit"));
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      audit.log().append(AuditEntry.of("site.commissioned").system("commissioning").action("commission --root").object("site")
          .digest("root", Digests.sha256(metadata.resolve("1.root.json"))).build());
    }
  }

  /** What the owner of a distribution writes into it after commissioning. */
  void anchor(Path home) {
    Edited.write(home.resolve(SiteAnchor.PATH), (SiteAnchor.lines(SiteRepository.of(data, new byte[0]).roots()).get(0) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Sets the pointer, properly signed. */
  void point(long sequence, int running, List<Integer> admitted) {
    new RunningPointer(sequence, running, 0, admitted, Instant.parse("2026-01-01T00:00:00Z")).write(data.resolve("site"), appliance());
  }

  /** Changes a line in the middle of the journal. */
  void editJournal() {
    Path journal = data.resolve("site/journal.jsonl");
    Edited.write(journal, Edited.text(journal, text -> text.replaceFirst("\"step\":\"prove\"", "\"step\":\"drain\"")).after());
  }

  private JsonObject newestVendor() {
    Path newest = null;
    long version = 0;
    for (Path file : Folders.files(data.resolve("site/candidate"), name -> name.equals("signed.json"))) {
      JsonObject signed = Json.parseObject(Edited.bytes(file), file.toString());
      if (signed.integer("version") > version) {
        version = signed.integer("version");
        newest = file;
      }
    }
    return Json.parseObject(Edited.bytes(newest), "candidate").object("custom").object("vendor");
  }

  private Signer appliance() {
    return KeyFile.open(data.resolve("keys/appliance.p12"), new String(Edited.bytes(data.resolve("keys/appliance.pass")), StandardCharsets.UTF_8).strip().toCharArray());
  }

  private Path generation(int number) {
    return metadata.resolve(number + ".targets.json");
  }

  private static JsonObject withOneMore(JsonObject signed) {
    return signed.toBuilder().put("targets", signed.object("targets").toBuilder().put("packages/more/1.0.0/more-1.0.0.jar", entry(new byte[] {1})).build()).build();
  }

  private static JsonObject entry(byte[] content) {
    return JsonObject.builder().put("length", content.length).put("hashes", Map.of("sha256", Digests.sha256(content))).build();
  }

  private static Envelope read(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException("no " + file);
    }
    return Envelope.parse(Edited.bytes(file), file.toString());
  }
}
