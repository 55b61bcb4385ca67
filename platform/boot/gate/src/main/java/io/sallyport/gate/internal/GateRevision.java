package io.sallyport.gate.internal;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.cache.BundleArchiveRevision;
import org.apache.felix.framework.cache.BundleCache;
import org.apache.felix.framework.cache.Content;
import org.apache.felix.framework.util.StringMap;
import org.apache.felix.framework.util.WeakZipFileFactory;

/** The bytes that were judged, as the framework reads them: never a copy in the cache. Thread-safe. */
abstract class GateRevision extends BundleArchiveRevision {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private GateRevision(Logger logger, Map<String, Object> configuration, File root, String location) throws Exception {
    super(logger, configuration, root, location);
  }

  /** A jar of HOME, opened where it lies. */
  static GateRevision ofHome(Logger logger, Map<String, Object> configuration, WeakZipFileFactory zipFiles, File root, String location, File jar) throws Exception {
    WeakZipFileFactory.WeakZipFile open = zipFiles.create(jar);
    return new GateRevision(logger, configuration, root, location) {
      @Override public Content getContent() {
        return new PlatformContent(getLogger(), getConfig(), zipFiles, this, getRevisionRootDir(), jar, open);
      }

      @Override protected void close() throws IOException {
        open.close();
      }
    };
  }

  /** A jar in memory. */
  static GateRevision ofMemory(Logger logger, Map<String, Object> configuration, File root, String location, MemoryJar jar) throws Exception {
    return new GateRevision(logger, configuration, root, location) {
      @Override public Content getContent() {
        return new MemoryContent(jar);
      }

      @Override protected void close() {
        jar.release();
      }
    };
  }

  @Override public Map<String, Object> getManifestHeader() throws Exception {
    byte[] manifest = getContent().getEntryAsBytes(MANIFEST);
    return manifest == null ? null : BundleCache.getMainAttributes(new StringMap(), new ByteArrayInputStream(manifest), manifest.length);
  }

  /** Closes what is open for reading, or lets go of the bytes. */
  @Override protected abstract void close() throws IOException;
}
