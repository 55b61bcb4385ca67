package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RoleNames;
import io.sallyport.trust.TargetFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Verified targets in one flat directory, each under its percent-encoded path. What is there and as signed for is not fetched again. */
public final class DownloadFolder {
  private static final int LONGEST_NAME = 200;
  private final Path directory;

  public DownloadFolder(Path directory) {
    this.directory = directory;
  }

  /** Where a target lies; a path too long for a file name is replaced by its SHA-256. */
  public Path file(TargetFile target) {
    String name = RoleNames.encoded(target.path());
    if (name.startsWith(".")) {
      name = "%2E" + name.substring(1);
    }
    return directory.resolve(name.length() <= LONGEST_NAME ? name : Digests.sha256(target.path().getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the target is there with the length and digests signed for. */
  public boolean holds(TargetFile target) {
    Path file = file(target);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || PackageFolder.size(file) != target.length()) {
      return false;
    }
    try {
      target.requireContent(PackageFolder.read(file));
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** @throws RefusedException SP-TRUST-0023 if the content is not the one signed for; nothing is written then */
  public void store(TargetFile target, byte[] content) {
    target.requireContent(content);
    AtomicFiles.write(file(target), content);
  }
}
