package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.diode.SignedTargets;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * From a commercial diode's drop folder into the quarantine. A person at the console may name directories below the configured folder only: the
 * appliance reads them with the rights of its service user. Thread-safe.
 */
final class DropReception {
  private final String configured;
  private final Path quarantine;
  private final long quota;
  private final SignedTargets judge;
  private final Vault vault;
  private final DropWait wait;
  private final DiodeRecords records;

  /** @param configured the drop folder, or empty */
  DropReception(String configured, Path quarantine, long quota, SignedTargets judge, Vault vault, DropWait wait, DiodeRecords records) {
    this.configured = configured.strip();
    this.quarantine = quarantine;
    this.quota = quota;
    this.judge = judge;
    this.vault = vault;
    this.wait = wait;
    this.records = records;
  }

  Optional<String> folder() {
    return configured.isEmpty() ? Optional.empty() : Optional.of(configured);
  }

  /** Waits, copies, has the copy imported, deletes it. */
  ImportReport receive(Optional<Path> named, Duration longest, Actor actor, ProgressListener progress, Function<Path, ImportReport> importing) {
    String source = "drop:" + named.map(Path::toString).orElse(configured);
    Path copy = newFolder();
    try {
      long bytes = records.recorded(source, actor, () -> fetch(directory(named), copy, longest, progress));
      records.received(source, actor, bytes);
      return importing.apply(copy);
    } finally {
      Trees.delete(copy);
    }
  }

  /** Returns how many bytes were copied. */
  private long fetch(Path directory, Path copy, Duration longest, ProgressListener progress) {
    DropFolder folder = new DropFolder(directory, judge, vault);
    DropFolder.Contents contents = wait.complete(folder, directory.toString(), longest, progress);
    if (contents.bytes() > quota) {
      throw refuse("SP-DIODE-0003", "the medium has " + contents.bytes() + " bytes, the quota is " + quota, directory.toString(), "raise quota.bytes");
    }
    vault.requireSpace(contents.bytes());
    progress.progress("copying into the quarantine", 0, contents.files().size());
    folder.copy(contents, copy);
    return contents.bytes();
  }

  private Path directory(Optional<Path> named) {
    if (configured.isEmpty()) {
      throw refuse("SP-MEDIUM-0030", "no drop folder is configured", "io.sallyport.diode", "set drop.directory in DATA/site/etc/io.sallyport.diode.cfg, or use medium:import");
    }
    try {
      Path root = Path.of(configured).toRealPath();
      Path directory = named.map(root::resolve).orElse(root).normalize();
      // Before the disk is asked: nobody learns from here what lies elsewhere.
      if (directory.startsWith(root) && directory.toRealPath().startsWith(root)) {
        return directory.toRealPath();
      }
      throw refuse("SP-MEDIUM-0030", "this directory is not in the drop folder " + configured, directory.toString(), "name one below it, or use medium:import");
    } catch (IOException e) {
      throw refuse("SP-MEDIUM-0030", "the drop folder or this directory in it is not there", looked(named).toString(), "check that it is mounted", e);
    }
  }

  /** Where it was looked for: a relative path counts from the data directory. */
  private Path looked(Optional<Path> named) {
    Path root = Path.of(configured).toAbsolutePath();
    return named.map(root::resolve).orElse(root);
  }

  private Path newFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(quarantine), "medium-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
