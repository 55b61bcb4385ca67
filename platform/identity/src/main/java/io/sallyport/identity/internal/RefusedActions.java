package io.sallyport.identity.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.EntryBudget;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what people tried in a session that is over; a loop is no flood of entries. Thread-safe. */
final class RefusedActions {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedActions.class);

  private final AuditLog audit;
  private final EntryBudget budget;

  RefusedActions(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.budget = new EntryBudget(clock);
  }

  /** What cannot be recorded is refused all the same. */
  void record(String person, Refusal why) {
    OptionalLong leftOut = budget.take(person);
    if (leftOut.isEmpty()) {
      return;
    }
    String more = leftOut.getAsLong() == 0 ? "" : "; " + leftOut.getAsLong() + " refusals before it were not recorded one by one";
    try {
      audit.append(AuditEntry.of("session.refused").actor(person, "none").action("command").object("console/" + person)
          .outcome(Outcome.REFUSED).code(why.code()).reason(why.what() + more).build());
    } catch (RefusedException e) {
      LOG.warn("A refused command of {} could not be recorded", person, e);
    }
  }
}
