package io.sallyport.itests.appliance.attack;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Result;
import java.util.function.Supplier;

/** Runs one attempt and looks for the audit entry that must follow. */
final class Recorded {
  private final Target target;
  private final String type;
  private final String code;

  /** @param type of the entry, as {@code gate.refused}; @param code that is expected */
  Recorded(Target target, String type, String code) {
    this.target = target;
    this.type = type;
    this.code = code;
  }

  /** A console command that must fail. */
  Outcome command(Supplier<Result> attempt) {
    AuditEntries entries = new AuditEntries(target.appliance(), type);
    int before = entries.count();
    Result result = attempt.get();
    boolean audited = entries.newer(before, code).isPresent();
    boolean refused = !result.succeeded() && !target.codeRan();
    return new Outcome(refused, audited || result.code().orElse("").equals(code) ? code : result.code().orElse(""), audited, line(result.text()));
  }

  private static String line(String text) {
    return text.lines().filter(line -> line.contains("SP-")).findFirst().orElse(String.join(" ", text.lines().map(String::strip).toList()));
  }
}
