package io.sallyport.provision.internal.plugin;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.provision.internal.configuration.ConfigurationCheck;
import io.sallyport.provision.internal.configuration.ConfigurationProblem;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Runs capabilities and connectors: drives the {@link Plugin} services that the package's own bundles registered. Whose a plugin is
 * is decided by the bundle that registered it, never by what it says about itself.
 */
@Component(service = PackageRuntime.class, configurationPid = "io.sallyport.provision.plugin")
@Designate(ocd = PluginRuntime.Config.class)
public final class PluginRuntime implements PackageRuntime {
  /** Settings of the plugin runtime. */
  @ObjectClassDefinition(name = "Plugins")
  public @interface Config {
    @AttributeDefinition(description = "Longest wait for a started package to register its plugins, in milliseconds")
    int register_timeout_ms() default 15_000;
  }

  private final PluginFinder finder;
  private final Function<Bundle, List<ConfigurationProblem>> misconfigured;
  private final Map<PackageVersion, HeldPackage> held = new ConcurrentHashMap<>();
  private final ServiceListener replaced = this::changed;
  private final ExecutorService takingUp = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "plugins");
    thread.setDaemon(true);
    return thread;
  });

  @Activate
  public PluginRuntime(BundleContext context, @Reference ConfigurationCheck configuration, Config config) {
    this(new PluginFinder(context, Duration.ofMillis(config.register_timeout_ms())), configuration::problems);
  }

  /** Another wait holds for the packages that come: those that run are held here, and stay. */
  @Modified
  public void change(Config config) {
    finder.waitFor(Duration.ofMillis(config.register_timeout_ms()));
  }

  PluginRuntime(PluginFinder finder, Function<Bundle, List<ConfigurationProblem>> misconfigured) {
    this.finder = finder;
    this.misconfigured = misconfigured;
    finder.listen(replaced);
  }

  @Deactivate
  public void close() {
    finder.forget(replaced);
    takingUp.shutdown();
  }

  @Override
  public Set<PackageKind> kinds() {
    return Set.of(PackageKind.CAPABILITY, PackageKind.CONNECTOR);
  }

  @Override
  public void stage(StagedPackage staged) {
    SharedLibraries.initialise(staged.bundles());
    HeldPackage pack = new HeldPackage(staged.version(), finder.find(staged), finder::present);
    held.put(staged.version(), pack);
    pack.takeUp(); // what was replaced before the listener knew of it
    pack.prepare();
  }

  @Override
  public List<CheckResult> prove(StagedPackage staged) {
    List<CheckResult> results = new ArrayList<>();
    for (Bundle bundle : staged.bundles()) {
      misconfigured.apply(bundle).stream().filter(ConfigurationProblem::unusable)
          .forEach(problem -> results.add(new CheckResult("configuration", false, problem.toString(), "what the package declares")));
    }
    results.addAll(held(staged.version()).prove());
    return results;
  }

  @Override
  public void activate(PackageVersion version) {
    held(version).start();
  }

  @Override
  public void deactivate(PackageVersion version) {
    held(version).stop();
  }

  @Override
  public void retire(PackageVersion version) {
    Optional.ofNullable(held.remove(version)).ifPresent(HeldPackage::release);
  }

  @Override
  public RuntimeHealth health(PackageVersion version) {
    HeldPackage pack = held.get(version);
    if (pack == null || pack.plugins().isEmpty()) {
      return new RuntimeHealth(false, 0, 0, "no plugin is registered");
    }
    boolean healthy = true;
    boolean degraded = false;
    List<String> amiss = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (HeldPlugin plugin : pack.plugins()) {
      Health health = pack.health(plugin);
      healthy &= health.status() != Health.Status.FAILED;
      degraded |= health.status() == Health.Status.DEGRADED;
      if (!health.detail().isBlank()) {
        details.add(health.detail());
      }
      if (plugin.registered()) {
        misconfigured.apply(plugin.reference().getBundle()).stream().map(ConfigurationProblem::toString).filter(problem -> !amiss.contains(problem)).forEach(amiss::add);
      }
    }
    degraded |= !amiss.isEmpty();
    amiss.addAll(details);
    return new RuntimeHealth(healthy, healthy && degraded, 0, 0, String.join("; ", amiss));
  }

  private HeldPackage held(PackageVersion version) {
    HeldPackage pack = held.get(version);
    if (pack == null) {
      throw new IllegalStateException(version + " is not staged");
    }
    return pack;
  }

  /** Who registers a service waits for who hears of it, so what is to be done is done elsewhere. */
  private void changed(ServiceEvent event) {
    Bundle bundle = event.getServiceReference().getBundle();
    List<HeldPackage> concerned = held.values().stream().filter(pack -> pack.plugins().stream().anyMatch(plugin -> plugin.bundle().equals(bundle))).toList();
    if (event.getType() == ServiceEvent.REGISTERED) {
      concerned.forEach(pack -> takingUp.execute(pack::takeUp));
    } else if (event.getType() == ServiceEvent.UNREGISTERING && bundle.getState() != Bundle.ACTIVE) {
      concerned.forEach(HeldPackage::leave);
    }
  }
}
