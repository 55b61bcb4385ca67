package io.sallyport.gate.internal;

import io.sallyport.trust.Digests;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.cache.BundleArchive;
import org.apache.felix.framework.cache.BundleCache;
import org.apache.felix.framework.util.WeakZipFileFactory;
import org.osgi.framework.Constants;
import org.osgi.framework.connect.ModuleConnector;

/**
 * Felix's bundle cache with the gate in it. Every way of installing a bundle ends here: console, features service, another bundle.
 * All bytes are read, hashed and compared before the first of them is stored, and exactly those bytes are stored. Thread-safe.
 */
final class GateBundleCache extends BundleCache {
  private static final String IMPORT_AND_PLAN = "bring it in on a signed medium: medium:import, then generation:plan";

  private final Logger logger;
  private final Map<String, Object> configuration;
  private final WeakZipFileFactory zipFiles = new WeakZipFileFactory(0);
  private final Admission admission;
  private final CacheRelease release;
  private final RefusalSpool spool;
  private final GateCost cost;
  private final Map<Long, String> digests = new ConcurrentHashMap<>();
  private volatile CacheInspection.Result inspected = CacheInspection.Result.EMPTY;

  GateBundleCache(Logger logger, Map<String, Object> configuration, Admission admission, CacheRelease release, RefusalSpool spool, GateCost cost)
      throws Exception {
    super(logger, configuration);
    this.logger = logger;
    this.configuration = configuration;
    this.admission = admission;
    this.release = release;
    this.spool = spool;
    this.cost = cost;
  }

  @Override public BundleArchive create(long id, int startLevel, String location, InputStream stream, ModuleConnector connector) throws Exception {
    if (location.startsWith(BundleArchive.REFERENCE_PROTOCOL)) {
      throw spool.refuse("SP-GATE-0003", "install", location, "", "a bundle by reference is never admitted: its bytes could change after the check",
          "install the bundle itself, from the vault");
    }
    byte[] bytes = read(location, stream);
    long begin = System.nanoTime();
    String sha256 = Digests.sha256(bytes);
    if (!admission.admits(sha256)) {
      throw spool.refuse("SP-GATE-0001", "install", location, sha256, "the bundle's bytes (sha256 " + sha256 + ") are in no approved generation",
          IMPORT_AND_PLAN);
    }
    File root = new File(getCacheDir(), CacheInspection.PREFIX + id);
    // Felix stores nothing if the directory is already there: what someone planted under the next id would run instead of our bytes.
    CacheInspection.delete(root.toPath());
    cost.addSince(begin);
    GateArchive archive = new GateArchive(logger, configuration, zipFiles, connector, root, id, startLevel, location,
        new ByteArrayInputStream(bytes), spool);
    try {
      return checked(archive, location, sha256);
    } catch (Exception refused) {
      archive.closeAndDelete();
      throw refused;
    }
  }

  private GateArchive checked(GateArchive archive, String location, String sha256) throws Exception {
    if (!archive.storedDigest().equals(sha256)) {
      throw spool.refuse("SP-GATE-0001", "install", location, archive.storedDigest(), "the stored bytes are not the bytes that were checked",
          "check the disk and who can write to the cache directory");
    }
    Object host = archive.getCurrentRevision().getManifestHeader().get(Constants.FRAGMENT_HOST);
    if (host != null && !admission.inInventory(sha256)) {
      throw spool.refuse("SP-GATE-0004", "install", location, sha256, "a fragment or framework extension of " + host + " is not part of the platform",
          "ship it as an ordinary bundle of a package");
    }
    digests.put(archive.getId(), sha256);
    cost.add(archive.digestNanos());
    cost.admitted();
    return archive;
  }

  /** Loads the cached bundles. One refused revision makes the whole cache suspect: it is wiped, and the platform boots clean. */
  @Override public BundleArchive[] getArchives(ModuleConnector connector) throws Exception {
    CacheInspection inspection = new CacheInspection(getCacheDir().toPath(), admission::admits);
    if (release.changed()) {
      // A new release of the platform: what the old one left in the cache is of no use and no concern.
      inspection.wipe();
    }
    release.record();
    long begin = System.nanoTime();
    CacheInspection.Result result = inspection.run();
    cost.addSince(begin);
    for (CacheInspection.Finding finding : result.refused()) {
      spool.refuse("SP-GATE-0005", "reload", finding.path(), finding.sha256(), finding.what(),
          "the cache was wiped and is rebuilt from the running generation; find out who wrote to it");
    }
    if (result.refused().isEmpty()) {
      CacheInspection.sweep(result);
    } else {
      inspection.wipe();
    }
    inspected = result;
    try {
      return load(connector);
    } catch (Exception torn) {
      // A crash can leave a bundle's state file cut short. The cache is disposable: start clean rather than with a part of it.
      System.err.println("sallyport gate: the bundle cache is damaged (" + torn + "), starting clean");
      inspection.wipe();
      return load(connector);
    }
  }

  private BundleArchive[] load(ModuleConnector connector) throws Exception {
    digests.clear();
    File[] roots = getCacheDir().listFiles((parent, name) -> CacheInspection.isBundle(name));
    if (roots == null) {
      throw new IOException("cannot list " + getCacheDir());
    }
    BundleArchive[] archives = new BundleArchive[roots.length];
    for (int i = 0; i < roots.length; i++) {
      GateArchive archive = new GateArchive(logger, configuration, zipFiles, connector, roots[i], spool);
      digests.put(archive.getId(), archive.storedDigest());
      cost.add(archive.digestNanos());
      cost.admitted();
      archives[i] = archive;
    }
    return archives;
  }

  /** Digest of the bytes that a bundle was installed or loaded with; empty for the system bundle and unknown ids. */
  Optional<String> digest(long bundleId) {
    return Optional.ofNullable(digests.get(bundleId));
  }

  CacheInspection.Result inspected() {
    return inspected;
  }

  private byte[] read(String location, InputStream stream) {
    try (InputStream in = stream != null ? stream : new URL(location).openStream()) {
      return BundleBytes.read(in);
    } catch (IOException | RuntimeException e) {
      throw spool.refuse("SP-GATE-0008", "install", location, "", "the bundle cannot be read: " + e.getMessage(), "check that the source exists and is complete");
    }
  }
}
