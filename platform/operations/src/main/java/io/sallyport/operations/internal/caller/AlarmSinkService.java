package io.sallyport.operations.internal.caller;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.operations.internal.store.AlarmStore;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The alarm sink of one calling bundle. Thread-safe. */
@Component(service = AlarmSink.class, scope = ServiceScope.BUNDLE)
public final class AlarmSinkService implements AlarmSink {
  private final String caller;
  private final AlarmStore store;

  @Activate
  public AlarmSinkService(ComponentContext context, @Reference AlarmStore store) {
    this(CallingPackage.of(context.getUsingBundle()), store);
  }

  AlarmSinkService(String caller, AlarmStore store) {
    this.caller = caller;
    this.store = store;
  }

  @Override
  public void raise(Alarm alarm) {
    Refused.asIllegalState(() -> {
      store.raise(alarm, caller);
      return null;
    });
  }

  @Override
  public void clear(String condition, Instant at) {
    Refused.asIllegalState(() -> {
      store.clear(condition, at, caller);
      return null;
    });
  }

  @Override
  public List<Alarm> standing() {
    return Refused.asIllegalState(() -> store.standing(caller));
  }
}
