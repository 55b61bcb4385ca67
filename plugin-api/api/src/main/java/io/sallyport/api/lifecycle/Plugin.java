package io.sallyport.api.lifecycle;

import io.sallyport.api.check.CheckResult;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The running part of a capability or connector package: each of its bundles that does work of its own registers one as a
 * service. Two versions of a package are alive side by side during a swap, so an instance owns nothing exclusive (ports, files)
 * before {@link #start()}.
 *
 * <p>The platform calls, from one thread: {@code prepare → prove → start → stop}; after {@code stop} possibly {@code start}
 * again (the swap was rolled back). A plugin that is only registered must stay passive.
 *
 * <p>Configuration may come, change and go at any time. A plugin that is not configured yet proves well, starts and stays idle. It takes
 * changes up in a method with {@code @Modified}: without one Declarative Services would replace the instance, and nobody starts the new one.
 * The method with {@code @Deactivate} calls {@code stop}. Other components of the bundle may be anything, also made from factory
 * configurations.
 */
@ConsumerType
public interface Plugin {
  /** Warms up, off the path: load, allocate, connect read-only. May throw; the swap is then abandoned. */
  default void prepare() {}

  /** Its own checks, before it may start. One failed check abandons the swap. */
  default List<CheckResult> prove() {
    return List.of();
  }

  /** Begins its work. Must return within a second or so: what takes longer goes on in a schedule. May throw; the swap is then rolled back. */
  void start();

  /**
   * Ends its work; returns when nothing of it runs any more: schedules and subscriptions are closed, threads have ended. Also called when it
   * was never started, and more than once. Hold no lock meanwhile that a delivery or a run needs: closing waits for them.
   */
  void stop();

  /** How it fares; called about once a second while it is active. Must not block. */
  default Health health() {
    return Health.ok("");
  }
}
