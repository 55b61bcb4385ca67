package io.sallyport.operations.internal.caller;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The audit trail of one calling bundle: its package is the actor of all entries. Thread-safe. */
@Component(service = AuditTrail.class, scope = ServiceScope.BUNDLE)
public final class AuditTrailService implements AuditTrail {
  private final String caller;
  private final AuditLog log;

  @Activate
  public AuditTrailService(ComponentContext context, @Reference AuditLog log) {
    this(CallingPackage.of(context.getUsingBundle()), log);
  }

  AuditTrailService(String caller, AuditLog log) {
    this.caller = caller;
    this.log = log;
  }

  @Override
  public void record(String type, String action, String object, Outcome outcome, Map<String, String> details) {
    Refused.asIllegalState(() -> {
      EntryRule.check(caller, type, action, object, details);
      AuditEntry.Builder entry = AuditEntry.of(type).system(caller).action(action).object(object)
          .outcome(io.sallyport.audit.Outcome.valueOf(outcome.name()));
      if (!details.isEmpty()) {
        entry.after(JsonObject.of(new TreeMap<>(details)));
      }
      return log.append(entry.build());
    });
  }
}
