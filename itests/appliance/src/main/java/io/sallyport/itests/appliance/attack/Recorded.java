package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Result;
import io.sallyport.trust.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one attempt and looks for the audit entry that must follow. */
public final class Recorded {
  private final Target target;
  private final String type;
  private final String code;

  /** @param type of the entry, as {@code gate.refused}; @param code that is expected */
  public Recorded(Target target, String type, String code) {
    this.target = target;
    this.type = type;
    this.code = code;
  }

  /** A console command that must fail. */
  public Outcome command(Supplier<Result> attempt) {
    AuditEntries entries = new AuditEntries(target.appliance(), type);
    int before = entries.count();
    Result result = attempt.get();
    Optional<JsonObject> entry = entries.newer(before, code);
    boolean refused = !result.succeeded() && !target.codeRan();
    boolean told = result.code().orElse("").equals(code);
    // Karaf's own commands print only that something failed: the reason is in the audit log.
    String detail = result.refusal().or(() -> entry.flatMap(e -> e.optionalString("reason"))).orElse(result.text());
    return new Outcome(refused, entry.isPresent() || told ? code : result.code().orElse(""), entry.isPresent(), detail);
  }
}
