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
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Runs capabilities and connectors: drives the {@link Plugin} services that the package's own bundles registered. Whose a plugin is
 * is decided by the bundle that registered it, never by what it says about itself.
 */
@Component(service = PackageRuntime.class, configurationPid = "io.sallyport.provision.plugin")
public final class PluginRuntime implements PackageRuntime {
  /** Settings of the plugin runtime. */
  @ObjectClassDefinition(name = "Plugins")
  @interface Config {
    @AttributeDefinition(description = "Longest wait for a started package to register its plugins, in milliseconds")
    int register_timeout_ms() default 15_000;
  }

  private final PluginFinder finder;
  private final Function<Bundle, List<ConfigurationProblem>> misconfigured;
  private final Map<PackageVersion, List<HeldPlugin>> held = new ConcurrentHashMap<>();

  @Activate
  public PluginRuntime(BundleContext context, @Reference ConfigurationCheck configuration, Config config) {
    this(new PluginFinder(context, Duration.ofMillis(config.register_timeout_ms())), configuration::problems);
  }

  PluginRuntime(PluginFinder finder, Function<Bundle, List<ConfigurationProblem>> misconfigured) {
    this.finder = finder;
    this.misconfigured = misconfigured;
  }

  @Override
  public Set<PackageKind> kinds() {
    return Set.of(PackageKind.CAPABILITY, PackageKind.CONNECTOR);
  }

  @Override
  public void stage(StagedPackage staged) {
    SharedLibraries.initialise(staged.bundles());
    List<HeldPlugin> plugins = finder.find(staged);
    held.put(staged.version(), plugins);
    for (HeldPlugin plugin : plugins) {
      guarded(staged.version(), "prepare", plugin, () -> plugin.service().prepare());
    }
  }

  @Override
  public List<CheckResult> prove(StagedPackage staged) {
    List<CheckResult> results = new ArrayList<>();
    for (Bundle bundle : staged.bundles()) {
      misconfigured.apply(bundle).stream().filter(ConfigurationProblem::unusable)
          .forEach(problem -> results.add(new CheckResult("configuration", false, problem.toString(), "what the package declares")));
    }
    for (HeldPlugin plugin : plugins(staged.version())) {
      guarded(staged.version(), "prove", plugin, () -> results.addAll(plugin.service().prove()));
    }
    return results;
  }

  @Override
  public void activate(PackageVersion version) {
    for (HeldPlugin plugin : plugins(version)) {
      guarded(version, "start", plugin, () -> plugin.service().start());
    }
  }

  @Override
  public void deactivate(PackageVersion version) {
    for (HeldPlugin plugin : plugins(version)) {
      guarded(version, "stop", plugin, () -> plugin.service().stop());
    }
  }

  @Override
  public void retire(PackageVersion version) {
    List<HeldPlugin> plugins = held.remove(version);
    if (plugins != null) {
      plugins.forEach(HeldPlugin::release);
    }
  }

  @Override
  public RuntimeHealth health(PackageVersion version) {
    List<HeldPlugin> plugins = held.getOrDefault(version, List.of());
    if (plugins.isEmpty()) {
      return new RuntimeHealth(false, 0, 0, "no plugin is registered");
    }
    boolean healthy = true;
    List<String> details = new ArrayList<>();
    for (HeldPlugin plugin : plugins) {
      Health health = ask(plugin);
      healthy &= health.status() != Health.Status.FAILED;
      if (!health.detail().isBlank()) {
        details.add(health.detail());
      }
      if (plugin.registered()) {
        misconfigured.apply(plugin.reference().getBundle()).forEach(problem -> details.add(problem.toString()));
      }
    }
    return new RuntimeHealth(healthy, 0, 0, String.join("; ", details));
  }

  private static Health ask(HeldPlugin plugin) {
    try {
      return plugin.registered() ? plugin.service().health() : Health.failed(plugin.name() + " is no longer registered");
    } catch (RuntimeException e) {
      return Health.failed(plugin.name() + ": " + e);
    }
  }

  private List<HeldPlugin> plugins(PackageVersion version) {
    List<HeldPlugin> plugins = held.get(version);
    if (plugins == null) {
      throw new IllegalStateException(version + " is not staged");
    }
    return plugins;
  }

  private static void guarded(PackageVersion version, String what, HeldPlugin plugin, Runnable step) {
    try {
      step.run();
    } catch (RefusedException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new RefusedException(new Refusal("SP-APPLY-0012", "the plugin failed in " + what + ": " + e, version + ", " + plugin.name(),
          "see the log, and ask the package's publisher"), e);
    }
  }
}
