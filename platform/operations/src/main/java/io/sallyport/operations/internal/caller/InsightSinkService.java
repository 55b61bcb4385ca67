package io.sallyport.operations.internal.caller;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.operations.internal.store.InsightStore;
import java.util.List;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The insight sink of one calling bundle. Thread-safe. */
@Component(service = InsightSink.class, scope = ServiceScope.BUNDLE)
public final class InsightSinkService implements InsightSink {
  private final String caller;
  private final InsightStore store;

  @Activate
  public InsightSinkService(ComponentContext context, @Reference InsightStore store) {
    this(CallingPackage.of(context.getUsingBundle()), store);
  }

  InsightSinkService(String caller, InsightStore store) {
    this.caller = caller;
    this.store = store;
  }

  @Override
  public void raise(Insight insight) {
    Refused.asIllegalState(() -> {
      store.raise(insight, caller);
      return null;
    });
  }

  @Override
  public List<Insight> lasting() {
    return Refused.asIllegalState(() -> store.lasting(caller));
  }
}
