package io.sallyport.gate.internal;

import io.sallyport.trust.Digests;
import java.io.File;
import java.io.InputStream;
import java.util.Map;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.cache.BundleArchive;
import org.apache.felix.framework.util.WeakZipFileFactory;
import org.osgi.framework.connect.ModuleConnector;

/** A cached bundle that can never be given other bytes than those it came with. Thread-safe as its superclass is. */
final class GateArchive extends BundleArchive {
  private final RefusalSpool spool;
  private final String digest;
  private final long digestNanos;

  /** A bundle being installed, from bytes the gate has admitted. */
  GateArchive(Logger logger, Map<String, Object> configuration, WeakZipFileFactory zipFiles, ModuleConnector connector, File root, long id,
      int startLevel, String location, InputStream admitted, RefusalSpool spool) throws Exception {
    super(logger, configuration, zipFiles, connector, root, id, startLevel, location, admitted);
    this.spool = spool;
    long begin = System.nanoTime();
    this.digest = digestOnDisk();
    this.digestNanos = System.nanoTime() - begin;
  }

  /** A bundle from the cache, which {@link CacheInspection} has admitted. */
  GateArchive(Logger logger, Map<String, Object> configuration, WeakZipFileFactory zipFiles, ModuleConnector connector, File root,
      RefusalSpool spool) throws Exception {
    super(logger, configuration, zipFiles, connector, root);
    this.spool = spool;
    long begin = System.nanoTime();
    this.digest = digestOnDisk();
    this.digestNanos = System.nanoTime() - begin;
  }

  /** Refused whatever the bytes are: an update replaces code under running callers and has no plan, no approval and no way back. */
  @Override public synchronized void revise(String location, InputStream stream) throws Exception {
    if (stream != null) {
      stream.close();
    }
    throw spool.refuse("SP-GATE-0002", "update", getLocation(), "", "a bundle is never updated in place",
        "bring the new version in beside the old: medium:import, generation:plan");
  }

  /** A refresh opens the file again, so it is hashed again. */
  @Override public synchronized void purge() throws Exception {
    if (!digestOnDisk().equals(digest)) {
      throw spool.refuse("SP-GATE-0005", "reload", getLocation(), digestOnDisk(), "the cached bundle changed on disk while it ran",
          "restart: the cache is then wiped and rebuilt; find out who wrote to it");
    }
    super.purge();
  }

  String storedDigest() {
    return digest;
  }

  /** How long it took to hash the stored bytes. */
  long digestNanos() {
    return digestNanos;
  }

  private String digestOnDisk() {
    return Digests.sha256(new File(getCurrentRevision().getRevisionRootDir(), CacheInspection.JAR).toPath());
  }
}
