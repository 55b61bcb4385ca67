package io.sallyport.itests.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** Components as Declarative Services sees them, and what becomes of them when the site changes a setting. */
final class Components {
  private final BundleContext context;
  private final ServiceComponentRuntime runtime;
  private final ConfigurationAdmin configurations;

  Components(BundleContext context, ServiceComponentRuntime runtime, ConfigurationAdmin configurations) {
    this.context = context;
    this.runtime = runtime;
    this.configurations = configurations;
  }

  /** The only configuration of the component of that name; waits for it to be satisfied. */
  ComponentConfigurationDTO find(String name) {
    ComponentConfigurationDTO[] found = new ComponentConfigurationDTO[1];
    await(name + " is satisfied", () -> {
      found[0] = Arrays.stream(context.getBundles()).flatMap(bundle -> runtime.getComponentDescriptionDTOs(bundle).stream()).filter(one -> one.name.equals(name))
          .flatMap(one -> runtime.getComponentConfigurationDTOs(one).stream()).filter(one -> (one.state & (ComponentConfigurationDTO.ACTIVE | ComponentConfigurationDTO.SATISFIED)) != 0)
          .findFirst().orElse(null);
      return found[0] != null;
    });
    return found[0];
  }

  /** Whether it is the same component, with the same service if it has one, after a setting was changed and after it was taken back. */
  boolean outlives(String name, String pid, String key, String value) throws IOException {
    ComponentConfigurationDTO before = find(name);
    Configuration configuration = configurations.getConfiguration(pid, "?");
    configuration.update(new Hashtable<>(Map.of(key, value)));
    await(name + " has " + key, () -> value.equals(String.valueOf(find(name).properties.get(key))));
    boolean changed = isSame(before, find(name));
    configuration.delete();
    await(name + " has the usual " + key, () -> !value.equals(String.valueOf(find(name).properties.get(key))));
    return changed && isSame(before, find(name));
  }

  private static boolean isSame(ComponentConfigurationDTO before, ComponentConfigurationDTO after) {
    return before.id == after.id && (before.service == null ? after.service == null : after.service != null && before.service.id == after.service.id);
  }

  /** Something that happens by itself. */
  private interface Condition {
    boolean holds();
  }

  private static void await(String what, Condition condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 30 s: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
