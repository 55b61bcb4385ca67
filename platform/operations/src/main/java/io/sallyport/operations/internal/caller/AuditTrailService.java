package io.sallyport.operations.internal.caller;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The audit trail of one calling bundle: its package is the actor of all entries. Thread-safe. */
@Component(service = AuditTrail.class, scope = ServiceScope.BUNDLE)
public final class AuditTrailService implements AuditTrail {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
  private static final int LONGEST_TYPE = 64;
  private static final int MOST_DETAILS = 32;
  private static final int LONGEST_TEXT = 1_024;
  /** First words of the entries that only the platform writes (ADR 0003). */
  private static final Set<String> PLATFORM = Set.of("audit", "gate", "medium", "generation", "package", "login", "esign", "inference",
      "insight", "workorder", "model", "identity", "boundary", "appliance", "qualify", "vault", "trust", "site", "user", "session", "plugin");

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
      check(type, action, object, details);
      AuditEntry.Builder entry = AuditEntry.of(type).system(caller).action(action).object(object)
          .outcome(io.sallyport.audit.Outcome.valueOf(outcome.name()));
      if (!details.isEmpty()) {
        entry.after(JsonObject.of(new TreeMap<>(details)));
      }
      return log.append(entry.build());
    });
  }

  private void check(String type, String action, String object, Map<String, String> details) {
    if (type.length() > LONGEST_TYPE || !TYPE.matcher(type).matches()) {
      throw refuse("an audit entry of the type '" + type + "'", "use lower-case words with dots, at most " + LONGEST_TYPE + " characters");
    }
    if (PLATFORM.contains(type.substring(0, type.indexOf('.')))) {
      throw refuse("an audit entry of the type " + type + ", which only the platform writes", "begin the type with the plugin's own word");
    }
    boolean tooLong = action.length() > LONGEST_TEXT || object.length() > LONGEST_TEXT || details.size() > MOST_DETAILS
        || details.entrySet().stream().anyMatch(d -> d.getKey().length() > LONGEST_TEXT || d.getValue().length() > LONGEST_TEXT);
    if (tooLong) {
      throw refuse("an audit entry with more than " + MOST_DETAILS + " details or with text over " + LONGEST_TEXT + " characters",
          "record short values, never payloads");
    }
  }

  private RefusedException refuse(String what, String next) {
    return new RefusedException(new Refusal("SP-WORK-0008", what, "package " + caller, next));
  }
}
