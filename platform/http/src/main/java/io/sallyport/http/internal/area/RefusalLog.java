package io.sallyport.http.internal.area;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.RefusedException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what the interface itself refuses: ten a minute of each caller, the rest counted. What a model refuses is recorded with the model. Thread-safe. */
@Component(service = RefusalLog.class)
public final class RefusalLog {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final String OURS = "SP-HTTP-";

  private final AuditLog audit;
  private final EntryBudget budget;

  @Activate
  public RefusalLog(@Reference AuditLog audit) {
    this(audit, InstantSource.system());
  }

  RefusalLog(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.budget = new EntryBudget(clock);
  }

  /** @param caller who was let in, if anybody was */
  void refused(Optional<Caller> caller, String object, String source, HttpRefusal refusal) {
    if (caller.isEmpty() && refusal.status() != 403 || !refusal.refusal().code().startsWith(OURS)) {
      return;
    }
    OptionalLong leftOut = budget.take(caller.map(known -> known.actor().name()).orElse(source));
    if (leftOut.isEmpty()) {
      return;
    }
    String more = leftOut.getAsLong() == 0 ? "" : "; " + leftOut.getAsLong() + " refusals before it were not recorded one by one";
    AuditEntry.Builder entry = AuditEntry.of("http.refused").action("request").object(object).outcome(Outcome.REFUSED).code(refusal.refusal().code())
        .reason(refusal.refusal().what() + more).source(source);
    caller.ifPresentOrElse(known -> entry.actor(known.actor()), () -> entry.system("http"));
    try {
      audit.submit(entry.build());
    } catch (RefusedException e) {
      LOG.error("a refusal is not recorded: {}", e.getMessage());
    }
  }
}
