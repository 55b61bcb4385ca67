package io.sallyport.provision.internal.plugin;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one package version, from staging to retiring. Declarative Services replaces an instance when a service that it refers to is
 * replaced: nobody has started the new one, so it is taken up here. Thread-safe: one step at a time; {@link #health} waits for nobody.
 */
final class HeldPackage {
  private static final Logger LOG = LoggerFactory.getLogger(HeldPackage.class);

  private final PackageVersion version;
  private final Function<Bundle, List<HeldPlugin>> present;
  private volatile List<HeldPlugin> plugins;
  private boolean active;
  private volatile boolean left;

  /** @param present what a bundle has registered now; each is to be released */
  HeldPackage(PackageVersion version, List<HeldPlugin> plugins, Function<Bundle, List<HeldPlugin>> present) {
    this.version = version;
    this.plugins = List.copyOf(plugins);
    this.present = present;
  }

  List<HeldPlugin> plugins() {
    return plugins;
  }

  /** @throws RefusedException SP-APPLY-0012 if one fails; so do the other steps */
  synchronized void prepare() {
    plugins.forEach(plugin -> guarded("prepare", plugin, () -> plugin.service().prepare()));
  }

  synchronized List<CheckResult> prove() {
    List<CheckResult> results = new ArrayList<>();
    plugins.forEach(plugin -> guarded("prove", plugin, () -> results.addAll(plugin.service().prove())));
    return results;
  }

  synchronized void start() {
    plugins.forEach(plugin -> guarded("start", plugin, () -> plugin.service().start()));
    active = true;
  }

  synchronized void stop() {
    active = false;
    plugins.forEach(plugin -> guarded("stop", plugin, () -> plugin.service().stop()));
  }

  /** What is gone went with its bundle, or retires: nothing is taken up any more. */
  void leave() {
    left = true;
  }

  synchronized void release() {
    leave();
    plugins.forEach(HeldPlugin::release);
  }

  /** Takes up what a bundle of this version has registered in place of what is gone, and starts it if this version is active. */
  synchronized void takeUp() {
    if (left || plugins.stream().allMatch(HeldPlugin::registered)) {
      return;
    }
    List<HeldPlugin> now = new ArrayList<>();
    for (HeldPlugin plugin : plugins) {
      now.add(plugin.registered() ? plugin : successor(plugin).orElse(plugin));
    }
    plugins = List.copyOf(now);
  }

  Health health(HeldPlugin plugin) {
    try {
      return plugin.registered() ? plugin.service().health() : Health.failed(plugin.name() + " is no longer registered");
    } catch (RuntimeException e) {
      return Health.failed(plugin.name() + ": " + e);
    }
  }

  private Optional<HeldPlugin> successor(HeldPlugin gone) {
    Optional<HeldPlugin> found = Optional.empty();
    for (HeldPlugin candidate : present.apply(gone.bundle())) {
      boolean held = plugins.stream().anyMatch(plugin -> plugin.reference().equals(candidate.reference()));
      if (found.isEmpty() && !held && candidate.name().equals(gone.name()) && started(candidate)) {
        found = Optional.of(candidate);
      } else {
        candidate.release();
      }
    }
    found.ifPresent(plugin -> gone.release());
    return found;
  }

  private boolean started(HeldPlugin plugin) {
    if (!active) {
      return true;
    }
    try {
      guarded("prepare", plugin, () -> plugin.service().prepare());
      guarded("start", plugin, () -> plugin.service().start());
      LOG.warn("{}: {} was replaced, because a service that it refers to was, and is started again", version, plugin.name());
      return true;
    } catch (RefusedException e) {
      LOG.error("{} was replaced and does not start again: {}", version, e.getMessage(), e);
      return false;
    }
  }

  private void guarded(String what, HeldPlugin plugin, Runnable step) {
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
