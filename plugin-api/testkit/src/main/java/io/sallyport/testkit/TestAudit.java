package io.sallyport.testkit;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.operations.internal.caller.EntryRule;
import io.sallyport.operations.internal.caller.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What plugins recorded. What the appliance would not record is refused in the same words. Thread-safe. */
public final class TestAudit extends Breakable implements AuditTrail {
  /** @param caller the package that recorded it */
  public record Entry(String caller, String type, String action, String object, Outcome outcome, Map<String, String> details) {
    public Entry {
      details = Map.copyOf(details);
    }
  }

  private final TestPackage own;
  private final List<Entry> entries = new ArrayList<>();

  TestAudit(TestPackage own) {
    super("SP-AUDIT-0001: the audit log cannot be written – audit – on purpose, by the test");
    this.own = own;
  }

  @Override
  public void record(String type, String action, String object, Outcome outcome, Map<String, String> details) {
    record(own, new Entry(own.name(), type, action, object, outcome, details));
  }

  AuditTrail trail(TestPackage caller) {
    return (type, action, object, outcome, details) -> record(caller, new Entry(caller.name(), type, action, object, outcome, details));
  }

  /** All entries, oldest first. */
  public List<Entry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /** Those of one type, oldest first. */
  public List<Entry> entries(String type) {
    return entries().stream().filter(entry -> entry.type().equals(type)).toList();
  }

  /** The only entry of that type. @throws AssertionError if there is none, or more */
  public Entry only(String type) {
    List<Entry> found = entries(type);
    if (found.size() != 1) {
      throw new AssertionError("expected one entry of the type " + type + ", there are " + found.size() + " among " + entries());
    }
    return found.get(0);
  }

  /** Waits for an entry of that type. @throws AssertionError if none comes */
  public Entry await(String type) {
    Await.until("an entry of the type " + type, () -> !entries(type).isEmpty(), this::entries);
    return entries(type).get(0);
  }

  private void record(TestPackage caller, Entry entry) {
    caller.asks("recorded " + entry.type());
    use();
    Refused.asIllegalState(() -> {
      EntryRule.check(caller.name(), entry.type(), entry.action(), entry.object(), entry.details());
      return null;
    });
    synchronized (entries) {
      entries.add(entry);
    }
  }
}
