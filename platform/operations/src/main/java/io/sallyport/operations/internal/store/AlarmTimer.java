package io.sallyport.operations.internal.store;

import io.sallyport.trust.RefusedException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once a second for what is due: shelves that end, alarms to be annunciated again. */
@Component(service = {}, immediate = true)
public final class AlarmTimer {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmTimer.class);

  private final AlarmStore store;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
    Thread made = new Thread(work, "sallyport-alarms");
    made.setDaemon(true);
    return made;
  });
  private boolean failing;

  @Activate
  public AlarmTimer(@Reference AlarmStore store) {
    this.store = store;
    thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  void look() {
    try {
      store.expire();
      failing = false;
    } catch (RefusedException refused) { // tried again in a second; said once
      if (!failing) {
        LOG.warn(refused.refusal().message());
      }
      failing = true;
    } catch (RuntimeException e) { // would end the schedule for good
      if (!failing) {
        LOG.error("shelves and repeated alarms could not be looked at; tried again every second", e);
      }
      failing = true;
    }
  }

  @Deactivate
  void deactivate() {
    thread.shutdownNow();
  }
}
