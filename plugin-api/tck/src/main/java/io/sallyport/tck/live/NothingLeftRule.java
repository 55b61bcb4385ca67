package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.testkit.InstalledBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** After stop: no thread, timer, subscription, consumer, schedule. */
final class NothingLeftRule implements LiveRule {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final long PAUSE_NANOS = 2_000_000;

  @Override
  public String id() {
    return "SP-TCK-0032";
  }

  @Override
  public String title() {
    return "After stop nothing of it runs: no thread or timer, by class loader, stack and time of birth, no subscription, no schedule";
  }

  @Override
  public String why() {
    return "What runs on keeps the old version alive, and works beside the new one";
  }

  @Override
  public Finding judge(Bench bench) throws Exception {
    return bench.equipped(platform -> {
      InstalledBundle installed = bench.install(platform);
      Set<Thread> before = alive();
      Steps.started(installed.plugin());
      installed.plugin().stop();
      List<String> faults = new ArrayList<>(platform.platform().findings().take());
      for (Thread thread : left(installed, before)) {
        faults.add("the thread '" + thread.getName() + "' still runs" + (thread.getStackTrace().length > 0 ? " in " + place(thread) : ""));
      }
      installed.uninstall();
      faults.addAll(platform.platform().findings().take());
      return Finding.failedIfAny(faults, "nothing");
    });
  }

  /** Threads of its own, and any that came while it ran and are not the platform's. */
  private static List<Thread> left(InstalledBundle installed, Set<Thread> before) {
    long end = System.nanoTime() + GRACE.toNanos();
    List<Thread> left = candidates(installed, before);
    while (!left.isEmpty() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
      left = candidates(installed, before);
    }
    return left;
  }

  private static List<Thread> candidates(InstalledBundle installed, Set<Thread> before) {
    Set<Thread> found = new HashSet<>(installed.threads());
    alive().stream().filter(thread -> !before.contains(thread) && !isPlatform(thread)).forEach(found::add);
    return found.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).toList();
  }

  private static boolean isPlatform(Thread thread) {
    return thread.getName().startsWith("sallyport-") || thread.getName().startsWith("Felix") || thread.getName().startsWith("FelixDispatchQueue") || thread.getName().startsWith("CM ")
        || thread.getName().startsWith("SCR ") || thread.getThreadGroup() == null || thread.getThreadGroup().getName().equals("system") || thread.getName().startsWith("tck-");
  }

  private static String place(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.") && !frame.getClassName().startsWith("sun.")) {
        return frame.toString();
      }
    }
    return thread.getStackTrace()[0].toString();
  }

  private static Set<Thread> alive() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }
}
