package io.sallyport.operations.internal.schedule;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.operations.internal.caller.CallingPackage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.ServiceScope;

/** The scheduler of one calling bundle; closes what the bundle left open when it is stopped. Thread-safe. */
@Component(service = Scheduler.class, scope = ServiceScope.BUNDLE)
public final class SchedulerService implements Scheduler {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String caller;
  private final Duration patience;
  private final Set<PeriodicWork> open = new HashSet<>();
  private boolean closed;

  @Activate
  public SchedulerService(ComponentContext context) {
    this(name(context.getUsingBundle()), PATIENCE);
  }

  /** @param patience with a run at the end, before it is interrupted, and again before it is given up */
  SchedulerService(String caller, Duration patience) {
    this.caller = caller;
    this.patience = patience;
  }

  @Override
  public Schedule every(Duration period, Runnable work) {
    return begin(period, work, false);
  }

  @Override
  public Schedule inBackground(Duration period, Runnable work) {
    return begin(period, work, true);
  }

  private Schedule begin(Duration period, Runnable work, boolean background) {
    if (period.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("the period of periodic work must be 1 ms or longer, is " + period);
    }
    PeriodicWork begun = new PeriodicWork(caller, period, work, background, patience, this::forget);
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the bundle of " + caller + " is being stopped");
      }
      open.add(begun);
      begun.start();
    }
    return begun;
  }

  @Deactivate
  void close() {
    List<PeriodicWork> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(open);
    }
    left.forEach(PeriodicWork::close);
  }

  private synchronized void forget(PeriodicWork ended) {
    open.remove(ended);
  }

  private static String name(Bundle bundle) {
    return CallingPackage.of(bundle) + " " + bundle.getVersion();
  }
}
