package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.FrameworkPlatform;
import io.sallyport.testkit.InstalledBundle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Fifty times in and out. */
final class LeakRule implements LiveRule {
  private static final int TIMES = 50;
  private static final long PAUSE_NANOS = 50_000_000;

  @Override
  public String id() {
    return "SP-TCK-0034";
  }

  @Override
  public String title() {
    return "Installed, started, stopped and uninstalled " + TIMES + " times, it leaves no class loader behind";
  }

  @Override
  public String why() {
    return "Each swap would cost memory that only a restart gives back, and the appliance is not restarted for years";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        loaders.add(once(bench, platform));
      }
      long end = System.nanoTime() + bench.patience().toNanos();
      while (alive(loaders) > 0 && System.nanoTime() - end < 0) {
        System.gc();
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      long left = alive(loaders);
      return left == 0 ? Finding.passed(TIMES + " class loaders, all freed")
          : Finding.failed(left + " of " + TIMES + " class loaders are still held: a thread, a thread-local, a shutdown hook, or a callback in a platform object");
    });
  }

  /** A method of its own, so that no local variable holds what it used. */
  private static WeakReference<ClassLoader> once(Bench bench, FrameworkPlatform platform) {
    InstalledBundle installed = bench.install(platform);
    Steps.started(installed.plugin()).stop();
    return installed.uninstall();
  }

  private static long alive(List<WeakReference<ClassLoader>> loaders) {
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
