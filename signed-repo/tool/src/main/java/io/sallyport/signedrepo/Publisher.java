package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.MetaFile;
import io.sallyport.trust.RoleNames;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SnapshotMetadata;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TimestampMetadata;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Makes the staged state the published one: targets first, timestamp last, so that a reader sees either state whole. */
public final class Publisher {
  private final Repository repository;
  private final Staging staging;

  public Publisher(Repository repository, Staging staging) {
    this.repository = repository;
    this.staging = staging;
  }

  /**
   * Checks everything, then publishes. Interrupted, it can simply be repeated.
   *
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0011 or SP-TOOL-0060 for missing signatures, SP-TOOL-0061 for names that are not delegated, SP-TOOL-0007 if
   *     snapshot or timestamp are out of date
   */
  public void publish() {
    checkRoot();
    for (String role : repository.targetsRoles()) {
      MetadataFile file = require(role);
      staging.requireSigned(role, file);
      Map<String, TargetFile> targets = repository.targets(file).targets();
      staging.requireCovered(role, targets.keySet());
      targets.values().forEach(this::requireContent);
    }
    checkSnapshot();
    checkTimestamp();
    FileTree.copyMissing(repository.stagedTargets(), repository.publishedTargets());
    for (String role : repository.targetsRoles()) {
      publish(role);
    }
    publish("snapshot");
    publish("root");
    repository.staged("timestamp").ifPresent(file -> AtomicFiles.write(repository.publishedMetadata().resolve("timestamp.json"), file.bytes()));
    FileTree.delete(repository.directory().resolve("staging"));
  }

  private void checkRoot() {
    Optional<MetadataFile> staged = repository.staged("root");
    Optional<MetadataFile> published = repository.published("root");
    boolean interrupted = staged.isPresent() && published.isPresent() && Arrays.equals(staged.get().bytes(), published.get().bytes());
    if (staged.isPresent() && published.isPresent() && !interrupted) {
      RootMetadata.parse(published.get().signed()).next(staged.get().bytes(), "staged root");
    } else {
      RootMetadata.selfSigned(require("root").bytes(), "root");
    }
  }

  private void checkSnapshot() {
    MetadataFile file = require("snapshot");
    staging.requireSigned("snapshot", file);
    SnapshotMetadata snapshot = SnapshotMetadata.parse(file.signed());
    for (String role : repository.targetsRoles()) {
      requireListed(Optional.ofNullable(snapshot.meta().get(role + ".json")), require(role), "snapshot");
    }
  }

  private void checkTimestamp() {
    MetadataFile file = require("timestamp");
    staging.requireSigned("timestamp", file);
    requireListed(Optional.of(TimestampMetadata.parse(file.signed()).snapshot()), require("snapshot"), "timestamp");
  }

  private static void requireListed(Optional<MetaFile> meta, MetadataFile file, String role) {
    boolean listed = meta.filter(m -> m.version() == file.version() && Digests.sha256(file.bytes()).equals(m.hashes().get("sha256"))).isPresent();
    if (!listed) {
      throw ToolRefusals.refuse("SP-TOOL-0007", "the " + role + " does not list what is staged now", "role " + role, "sign it again: sign --role " + role);
    }
  }

  private void requireContent(TargetFile file) {
    Path staged = repository.stagedTargets().resolve(file.consistentPath());
    Path published = repository.publishedTargets().resolve(file.consistentPath());
    if (!Files.isRegularFile(staged, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(published, LinkOption.NOFOLLOW_LINKS)) {
      throw ToolRefusals.refuse("SP-TOOL-0008", "the content of the target is missing", file.path(), "add the package again");
    }
  }

  private MetadataFile require(String role) {
    return repository.next(role).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0004", "nothing is staged for role " + role, repository.directory(), "sign --role " + role));
  }

  private void publish(String role) {
    repository.staged(role)
        .ifPresent(file -> AtomicFiles.write(repository.publishedMetadata().resolve(file.version() + "." + RoleNames.encoded(role) + ".json"), file.bytes()));
  }
}
