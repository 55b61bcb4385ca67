package io.sallyport.provision.internal.boot;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Waits until the framework has passed the start level of ordinary bundles: before that, bundles that are installed are not started.
 * Karaf raises the level in the background, after the framework and even the boot features are there.
 */
public final class FrameworkStarted implements FrameworkListener {
  private final FrameworkStartLevel level;
  private final CountDownLatch reached = new CountDownLatch(1);

  private FrameworkStarted(FrameworkStartLevel level) {
    this.level = level;
  }

  /** @throws InterruptedException if the waiting thread is interrupted: the appliance is being stopped */
  public static void await(BundleContext context) throws InterruptedException {
    FrameworkStarted listener = new FrameworkStarted(context.getBundle(0).adapt(FrameworkStartLevel.class));
    context.addFrameworkListener(listener);
    try {
      if (listener.level.getStartLevel() <= listener.level.getInitialBundleStartLevel()) {
        listener.reached.await();
      }
    } finally {
      context.removeFrameworkListener(listener);
    }
  }

  /** The event comes when a change of level is complete. */
  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED && level.getStartLevel() >= level.getInitialBundleStartLevel()) {
      reached.countDown();
    }
  }
}
