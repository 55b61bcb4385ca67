package io.sallyport.settings.internal;

import io.sallyport.settings.SiteFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** Looks at the folder when Configuration Admin appears, when a package is installed, before it starts, and each second. */
public final class Activator implements BundleActivator {
  private static final long SECONDS_BETWEEN_LOOKS = 1;

  private ServiceTracker<ConfigurationAdmin, Watch> tracker;

  /** What ends together. */
  private record Watch(ScheduledExecutorService clock, SynchronousBundleListener listener, ServiceRegistration<SiteFolder> registration) {}

  @Override
  public void start(BundleContext context) {
    tracker = new ServiceTracker<>(context, ConfigurationAdmin.class, null) {
      @Override
      public Watch addingService(ServiceReference<ConfigurationAdmin> reference) {
        return watch(context, context.getService(reference));
      }

      @Override
      public void removedService(ServiceReference<ConfigurationAdmin> reference, Watch watch) {
        watch.clock().shutdownNow();
        context.removeBundleListener(watch.listener());
        watch.registration().unregister();
        context.ungetService(reference);
      }
    };
    tracker.open();
  }

  @Override
  public void stop(BundleContext context) {
    tracker.close();
  }

  private static Watch watch(BundleContext context, ConfigurationAdmin configurations) {
    Path data = Path.of(context.getProperty("sallyport.data"));
    PackagePids packages = new PackagePids(context);
    FolderReader reader = new FolderReader(data.resolve("site").resolve("etc"), configurations, new SitePids(packages),
        new SettingsContent(Map.of("karaf.data", data.toString(), "sallyport.data", data.toString())));
    SynchronousBundleListener listener = event -> {
      if (event.getType() == BundleEvent.INSTALLED && PackagePids.isPackage(event.getBundle())) {
        reader.look();
      } else if (event.getType() == BundleEvent.UNINSTALLED) {
        packages.forget(event.getBundle());
      }
    };
    context.addBundleListener(listener);
    reader.look();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "sallyport-settings");
      thread.setDaemon(true);
      return thread;
    });
    clock.scheduleWithFixedDelay(reader::look, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    return new Watch(clock, listener, context.registerService(SiteFolder.class, reader, null));
  }
}
