package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.vault.VaultPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Whether the disk has room for an apply, asked before anything is done: a candidate whose apply fails is burnt, and its approvals with it.
 * A rollback is not asked: it may be what makes room.
 *
 * @param data the data directory
 */
record Room(Path data) {
  /** For metadata, running pointer and journal, in bytes. */
  private static final long SITE = 4L << 20;
  /** For what the framework keeps beside the bundles, in bytes. */
  private static final long CACHE = 16L << 20;

  /** @throws io.sallyport.trust.RefusedException SP-PLAN-0041 if there is too little */
  void require(Collection<VaultPackage> incoming) {
    require(data.resolve("site"), SITE);
    require(data.resolve("cache"), CACHE + incoming.stream().flatMap(pack -> pack.bundles().stream()).mapToLong(part -> part.length()).sum());
  }

  private void require(Path directory, long bytes) {
    try {
      long free = Files.getFileStore(Files.isDirectory(directory) ? directory : data).getUsableSpace();
      if (free < bytes) {
        throw refuse("SP-PLAN-0041", "an apply needs " + bytes + " bytes, " + free + " are free", directory.toString(), "free or add disk space, then apply again: nothing was changed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
