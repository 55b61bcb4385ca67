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
 */
@ConsumerType
public interface Plugin {
  /** Warms up, off the path: load, allocate, connect read-only. May throw; the swap is then abandoned. */
  default void prepare() {}

  /** Its own checks, before it may start. One failed check abandons the swap. */
  default List<CheckResult> prove() {
    return List.of();
  }

  /** Begins its work. Must return soon. */
  void start();

  /** Ends its work; returns when nothing of it runs any more. Also called when it was never started. */
  void stop();

  /** How it fares; called about once a second while it is active. Must not block. */
  default Health health() {
    return Health.ok("");
  }
}
