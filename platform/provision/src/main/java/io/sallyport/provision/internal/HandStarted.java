package io.sallyport.provision.internal;

import io.sallyport.provision.internal.boot.FrameworkStarted;
import io.sallyport.provision.internal.route.RouterImpl;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.VendorListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.karaf.features.FeatureEvent;
import org.apache.karaf.features.FeaturesListener;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.RepositoryEvent;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices what people do by hand with packages. {@code feature:install} of one in the running generation: it is proved, then promoted.
 * A bundle of an active package is stopped: the router leaves it before it is gone. A medium is imported: the vendor may have withdrawn what runs.
 */
final class HandStarted implements FeaturesListener, SynchronousBundleListener, VendorListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HandStarted.class);
  private static final String FEATURE_PREFIX = "sallyport-";

  private final BundleContext context;
  private final FeaturesService features;
  private final RouterImpl router;
  private final GenerationService service;
  private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "sallyport-reconcile");
    thread.setDaemon(true);
    return thread;
  });

  HandStarted(BundleContext context, FeaturesService features, RouterImpl router, GenerationService service) {
    this.context = context;
    this.features = features;
    this.router = router;
    this.service = service;
    features.registerListener(this);
    context.addBundleListener(this);
  }

  @Override
  public void vendorAdvanced() {
    try {
      worker.execute(() -> {
        if (!service.status().ready()) {
          service.reconcile(); // the medium may have brought back what was missing or damaged
        }
        lookForWithdrawals(true);
      });
    } catch (RejectedExecutionException e) {
      LOG.debug("Stopping: the next start looks for withdrawn packages");
    }
  }

  private void lookForWithdrawals(boolean propose) {
    try {
      service.lookForWithdrawals(propose);
    } catch (RuntimeException e) {
      LOG.error("It could not be found out, recorded or planned what the vendor has withdrawn", e);
    }
  }

  /** Reconciles after the framework has started, then says so. */
  void reconcileAtBoot(Runnable done) {
    worker.execute(() -> {
      try {
        FrameworkStarted.await(context);
        service.reconcile();
        done.run();
        lookForWithdrawals(false);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IllegalStateException e) {
        LOG.info("Stopped before the reconciliation ended: {}", e.getMessage());
      }
    });
  }

  private void reconcileSoon() {
    try {
      worker.execute(service::reconcile);
    } catch (RejectedExecutionException e) {
      LOG.debug("Closing: no reconciliation any more", e);
    }
  }

  @Override
  public void featureEvent(FeatureEvent event) {
    boolean installed = event.getType() == FeatureEvent.EventType.FeatureInstalled && !event.isReplay();
    if (installed && event.getFeature().getName().startsWith(FEATURE_PREFIX) && service.idle()) {
      reconcileSoon();
    }
  }

  @Override
  public void repositoryEvent(RepositoryEvent event) {}

  @Override
  public void bundleChanged(BundleEvent event) {
    boolean ours = event.getBundle().getLocation().startsWith(VaultPackage.SCHEME + ":");
    if (ours && event.getType() == BundleEvent.STOPPING) {
      router.slot(event.getBundle()).ifPresent(service.reconciler()::lost);
    } else if (ours && event.getType() == BundleEvent.STARTED && service.idle()) {
      reconcileSoon();
    }
  }

  @Override
  public void close() {
    features.unregisterListener(this);
    context.removeBundleListener(this);
    worker.shutdownNow();
  }
}
