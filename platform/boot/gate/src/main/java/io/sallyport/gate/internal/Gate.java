package io.sallyport.gate.internal;

import io.sallyport.gate.GateControl;
import io.sallyport.gate.GateRefusal;
import io.sallyport.gate.GateStatus;
import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.DisposableFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.Logger;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The gate's parts put together for one framework. Thread-safe. */
public final class Gate implements GateControl {
  private final Map<String, Object> configuration;
  private final RefusalSpool spool;
  private final Admission admission;
  private final GateBundleCache cache;
  private final GateCost cost;
  private final Path data;

  private Gate(Map<String, Object> configuration, Path data, RefusalSpool spool, Admission admission, GateCost cost) throws Exception {
    this.configuration = configuration;
    this.data = data;
    this.spool = spool;
    this.admission = admission;
    this.cost = cost;
    this.cache = new GateBundleCache(new Logger(), configuration, admission, spool, cost);
  }

  /**
   * Reads what is admitted and prepares the cache. {@code sallyport.home} and {@code sallyport.data} are taken from the framework's
   * configuration, then from the system properties, then from Karaf's own.
   *
   * @throws Exception if the platform inventory cannot be verified or the cache cannot be opened
   */
  public static Gate open(Map<String, String> framework) throws Exception {
    return open(framework, (home, data) -> new SiteDigests(home, data).read());
  }

  static Gate open(Map<String, String> framework, BiFunction<Path, Path, SiteDigests.Read> site) throws Exception {
    long begin = System.nanoTime();
    GateCost cost = new GateCost();
    Map<String, Object> configuration = new HashMap<>(framework);
    Path home = directory(framework, "sallyport.home", "karaf.home");
    Path data = directory(framework, "sallyport.data", "karaf.data");
    RefusalSpool spool = new RefusalSpool(data.resolve("gate").resolve("refusals.spool"), Clock.systemUTC());
    Admission admission = Admission.load(home, () -> site.apply(home, data), spool, Clock.systemUTC());
    renewCache(Path.of((String) configuration.computeIfAbsent(Constants.FRAMEWORK_STORAGE, key -> data.resolve("cache").toString())), spool);
    cost.addSince(begin);
    return new Gate(configuration, data, spool, admission, cost);
  }

  /** A framework that has this gate as its bundle cache and as its first activator. */
  public Framework framework() {
    Map<String, Object> settings = new HashMap<>(configuration);
    settings.put(FelixConstants.FRAMEWORK_BUNDLECACHE_IMPL, cache);
    settings.put(FelixConstants.SYSTEMBUNDLE_ACTIVATORS_PROP, new ArrayList<>(List.of(new GateActivator(this))));
    return new Felix(settings);
  }

  @Override public ReloadReport reload() {
    return admission.reload();
  }

  @Override public List<GateRefusal> refusals(int max) {
    return spool.latest(max);
  }

  @Override public GateStatus status() {
    Admission.Set now = admission.current();
    return new GateStatus(now.release(), now.vendorRoot(), now.platform().size(), now.generations(), now.site().size(), now.siteTrusted(),
        spool.count(), spool.dropped(), now.anchor(), now.loaded());
  }

  ReloadReport reload(BundleContext context) {
    ReloadReport report = admission.reload();
    List<ReloadReport.Stranger> strangers = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      cache.digest(bundle.getBundleId()).filter(sha256 -> !admission.admits(sha256))
          .ifPresent(sha256 -> strangers.add(new ReloadReport.Stranger(bundle.getBundleId(), bundle.getLocation(), sha256)));
    }
    return new ReloadReport(report.trusted(), report.generations(), report.added(), report.removed(), strangers, report.refusal());
  }

  GateBundleCache cache() {
    return cache;
  }

  Admission admission() {
    return admission;
  }

  GateCost cost() {
    return cost;
  }

  RefusalSpool spool() {
    return spool;
  }

  Path data() {
    return data;
  }

  /** What bundles, Configuration Admin and the features service left there could name code and rules, so none of it is ever read (ADR 0042). */
  private static void renewCache(Path cache, RefusalSpool spool) {
    try {
      new DisposableFolder(cache).renew().ifPresent(aside -> spool.refuse("SP-GATE-0031", "start", aside.toString(), "",
          "what lay in the framework's cache could not be deleted and was moved aside; nothing of it was read", "find out who put it there, then delete it"));
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("SP-GATE-0030: the framework's cache can neither be emptied nor moved aside (" + e.getCause() + ") – " + cache
          + " – check owner, permissions and mounts, then delete it", e);
    }
  }

  private static Path directory(Map<String, String> framework, String name, String karaf) {
    for (String key : List.of(name, karaf)) {
      String value = framework.getOrDefault(key, System.getProperty(key, ""));
      if (!value.isBlank()) {
        return Path.of(value).toAbsolutePath().normalize();
      }
    }
    throw new IllegalStateException("SP-GATE-0006: the gate cannot find its directories – system property " + name + " – start with bin/sallyport");
  }
}
