package io.sallyport.gate.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.cache.BundleArchive;
import org.apache.felix.framework.cache.BundleArchiveRevision;
import org.apache.felix.framework.util.WeakZipFileFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;
import org.osgi.framework.connect.ModuleConnector;

/**
 * A bundle that can never be given other bytes than those it came with, and whose state is kept in memory alone: the framework starts with an
 * empty cache each time, so nothing is to be remembered. Only its data area lies in the cache. Thread-safe as its superclass is.
 */
final class GateArchive extends BundleArchive {
  /** Keeps the superclass from storing content: ours is in {@link GateRevision}. */
  private static final ModuleConnector NO_CONTENT = new NoContent();
  private static final String NO_LOCATION = "gate:";

  private final RefusalSpool spool;
  private final String location;
  private final GateRevision revision;
  private int persistentState = Bundle.INSTALLED;
  private int startLevel;
  private long lastModified = System.currentTimeMillis();

  GateArchive(Logger logger, Map<String, Object> configuration, WeakZipFileFactory zipFiles, File root, long id, int startLevel, String location,
      GateRevision revision, RefusalSpool spool) throws Exception {
    super(logger, configuration, zipFiles, NO_CONTENT, root, id, startLevel, NO_LOCATION, null);
    this.startLevel = startLevel;
    this.location = location;
    this.revision = revision;
    this.spool = spool;
  }

  /** Refused whatever the bytes are: an update replaces code under running callers and has no plan, no approval and no way back. */
  @Override public synchronized void revise(String updateLocation, InputStream stream) throws Exception {
    if (stream != null) {
      stream.close();
    }
    throw spool.refuse("SP-GATE-0002", "update", location, "", "a bundle is never updated in place",
        "bring the new version in beside the old: medium:import, generation:plan");
  }

  /** A refresh goes on with the same bytes. */
  @Override public synchronized void purge() {}

  @Override public synchronized BundleArchiveRevision getCurrentRevision() {
    return revision;
  }

  @Override public synchronized String getLocation() {
    return location;
  }

  @Override public synchronized int getPersistentState() {
    return persistentState;
  }

  @Override public synchronized void setPersistentState(int state) {
    persistentState = state;
  }

  @Override public synchronized int getStartLevel() {
    return startLevel;
  }

  @Override public synchronized void setStartLevel(int level) {
    startLevel = level;
  }

  @Override public synchronized long getLastModified() {
    return lastModified;
  }

  @Override public synchronized void setLastModified(long time) {
    lastModified = time;
  }

  @Override public synchronized void close() {
    try {
      revision.close();
    } catch (IOException e) {
      System.err.println("sallyport gate: cannot close " + location + ": " + e);
    }
    super.close();
  }

  /** Content without entries, for the superclass. */
  private static final class NoContent implements ModuleConnector {
    @Override public void initialize(File storage, Map<String, String> configuration) {}

    @Override public Optional<ConnectModule> connect(String location) {
      return Optional.of(Empty::new);
    }

    @Override public Optional<BundleActivator> newBundleActivator() {
      return Optional.empty();
    }
  }

  private static final class Empty implements ConnectContent {
    @Override public Optional<Map<String, String>> getHeaders() {
      return Optional.of(Map.of());
    }

    @Override public Iterable<String> getEntries() {
      return List.of();
    }

    @Override public Optional<ConnectEntry> getEntry(String path) {
      return Optional.empty();
    }

    @Override public Optional<ClassLoader> getClassLoader() {
      return Optional.empty();
    }

    @Override public void open() {}

    @Override public void close() {}
  }
}
