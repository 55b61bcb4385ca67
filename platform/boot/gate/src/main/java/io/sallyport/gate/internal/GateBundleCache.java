package io.sallyport.gate.internal;

import io.sallyport.trust.DisposableFolder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
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
 * All bytes are read, hashed and compared first, and what then runs is never read from the cache: a platform jar is opened in HOME, the jar
 * of a package stays in memory (ADR 0042). Thread-safe.
 */
final class GateBundleCache extends BundleCache {
  private static final String PREFIX = "bundle";
  private static final String IMPORT_AND_PLAN = "bring it in on a signed medium: medium:import, then generation:plan";

  private final Logger logger;
  private final Map<String, Object> configuration;
  private final WeakZipFileFactory zipFiles = new WeakZipFileFactory(0);
  private final Admission admission;
  private final RefusalSpool spool;
  private final GateCost cost;
  private final Map<Long, String> digests = new ConcurrentHashMap<>();

  /** The cache must be empty: see {@link DisposableFolder}. */
  GateBundleCache(Logger logger, Map<String, Object> configuration, Admission admission, RefusalSpool spool, GateCost cost) throws Exception {
    super(logger, configuration);
    this.logger = logger;
    this.configuration = configuration;
    this.admission = admission;
    this.spool = spool;
    this.cost = cost;
  }

  @Override public BundleArchive create(long id, int startLevel, String location, InputStream stream, ModuleConnector connector) throws Exception {
    if (location.startsWith(BundleArchive.REFERENCE_PROTOCOL)) {
      throw spool.refuse("SP-GATE-0003", "install", location, "", "a bundle by reference is never admitted: its bytes could change after the check",
          "install the bundle itself, from the vault");
    }
    BundleBytes bundle = read(location, stream);
    long begin = System.nanoTime();
    cost.add(bundle.hashNanos());
    if (!admission.admits(bundle.sha256())) {
      throw spool.refuse("SP-GATE-0001", "install", location, bundle.sha256(), "the bundle's bytes (sha256 " + bundle.sha256() + ") are in no approved generation",
          IMPORT_AND_PLAN);
    }
    File root = new File(getCacheDir(), PREFIX + id);
    // What another process put there must not become the data area of our bundle.
    new DisposableFolder(root.toPath()).renew();
    GateRevision revision = revision(root, location, bundle);
    try {
      refuseForeignFragment(revision, location, bundle.sha256());
      GateArchive archive = new GateArchive(logger, configuration, zipFiles, root, id, startLevel, location, revision, spool);
      digests.put(id, bundle.sha256());
      cost.addSince(begin);
      cost.admitted();
      return archive;
    } catch (Exception refused) {
      revision.close();
      new DisposableFolder(root.toPath()).renew();
      throw refused;
    }
  }

  private GateRevision revision(File root, String location, BundleBytes bundle) throws Exception {
    Optional<Path> home = admission.platformJar(bundle.sha256());
    if (home.isPresent()) {
      return GateRevision.ofHome(logger, configuration, zipFiles, root, location, home.get().toFile());
    }
    byte[] bytes = bundle.kept().orElseThrow(() -> spool.refuse("SP-GATE-0008", "install", location, bundle.sha256(),
        "the bundle is larger than " + BundleBytes.MAX_IN_MEMORY + " bytes", "ship large payloads outside the bundle"));
    try {
      return GateRevision.ofMemory(logger, configuration, root, location, new MemoryJar(bytes));
    } catch (IOException e) {
      throw spool.refuse("SP-GATE-0008", "install", location, bundle.sha256(), "the bundle cannot be read: " + e.getMessage(), "check that the source exists and is complete");
    }
  }

  private void refuseForeignFragment(GateRevision revision, String location, String sha256) throws Exception {
    Map<String, Object> headers = revision.getManifestHeader();
    Object host = headers == null ? null : headers.get(Constants.FRAGMENT_HOST);
    if (host != null && admission.platformJar(sha256).isEmpty()) {
      throw spool.refuse("SP-GATE-0004", "install", location, sha256, "a fragment or framework extension of " + host + " is not part of the platform",
          "ship it as an ordinary bundle of a package");
    }
  }

  /** None: each start begins with an empty cache. */
  @Override public BundleArchive[] getArchives(ModuleConnector connector) {
    return new BundleArchive[0];
  }

  /** Digest of the bytes that a bundle was installed with; empty for the system bundle and unknown ids. */
  Optional<String> digest(long bundleId) {
    return Optional.ofNullable(digests.get(bundleId));
  }

  private BundleBytes read(String location, InputStream stream) {
    try (InputStream in = stream != null ? stream : new URL(location).openStream()) {
      return BundleBytes.read(in);
    } catch (IOException | RuntimeException e) {
      throw spool.refuse("SP-GATE-0008", "install", location, "", "the bundle cannot be read: " + e.getMessage(), "check that the source exists and is complete");
    }
  }
}
