package io.sallyport.api.schedule;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs a plugin's periodic work on threads of the platform, so that the plugin needs none of its own. A service of the platform, one for
 * each bundle that asks; thread-safe.
 */
@ProviderType
public interface Scheduler {
  /**
   * Runs the work at once and then again each period, from beginning to beginning, one run at a time: a beginning that comes while a run
   * lasts is left out. What a run throws is logged under the package's name and counted, and the next run comes all the same. The work may
   * block; other schedules do not wait for it. Call this in {@code start()} and close the schedule in {@code stop()}.
   *
   * @param period 1 ms or longer
   * @throws IllegalArgumentException if the period is shorter
   * @throws IllegalStateException if the bundle is being stopped
   */
  Schedule every(Duration period, Runnable work);

  /**
   * As {@link #every}, for work that computes for long and has no hurry, such as learning: processors do it only when they have nothing
   * better to do, so that inference is not slower meanwhile. Under full load that can take a hundred times as long: hold no lock
   * during it that a consumer of signals or a caller waits for, and start no threads on it.
   */
  default Schedule inBackground(Duration period, Runnable work) {
    return every(period, work);
  }
}
