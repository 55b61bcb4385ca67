package io.sallyport.operations.internal.store;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.audit.AuditEntry;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.operations.internal.alarm.Shelving;
import io.sallyport.trust.JsonObject;

/** How a step of an alarm is recorded. */
final class AlarmEntry {
  private AlarmEntry() {}

  static AuditEntry of(AlarmChange change) {
    Kept after = change.after();
    AuditEntry.Builder entry = AuditEntry.of("alarm.changed").actor(change.by()).action(change.action()).object("alarm/" + after.number())
        .before(state(change.before())).after(state(after)).correlation(after.number());
    change.reason().ifPresent(entry::reason);
    after.alarm().evidence().model().map(ModelIdentity::digest).filter(digest -> digest.matches("[0-9a-f]{64}")).ifPresent(digest -> entry.digest("model", digest));
    return entry.build();
  }

  /** Values are text: canonical JSON has no fractions. */
  private static JsonObject state(Kept kept) {
    return JsonObject.builder().put("state", kept.condition().state().name()).put("holds", kept.condition().holds() ? "yes" : "no")
        .put("condition", kept.alarm().condition()).put("asset", kept.alarm().asset()).put("priority", kept.alarm().priority().name())
        .put("message", kept.alarm().message()).put("value", Double.toString(kept.alarm().evidence().score()))
        .put("limit", Double.toString(kept.alarm().evidence().threshold())).put("unit", kept.alarm().evidence().unit())
        .put("shelved_until", kept.condition().shelved().map(Shelving::until).map(Object::toString)).build();
  }
}
