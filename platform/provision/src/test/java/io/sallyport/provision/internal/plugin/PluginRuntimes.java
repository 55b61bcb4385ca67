package io.sallyport.provision.internal.plugin;

import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;

/** Makes plugin runtimes without a configuration. */
public final class PluginRuntimes {
  private PluginRuntimes() {}

  public static PluginRuntime with(BundleContext context, Duration deadline) {
    return new PluginRuntime(new PluginFinder(context, deadline), bundle -> List.of());
  }
}
