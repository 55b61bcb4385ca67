package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An audit trail in memory that can fail. */
final class ReceivedAudit implements AuditTrail {
  record Entry(String type, String object, Outcome outcome, Map<String, String> details) {}

  private final List<Entry> entries = new ArrayList<>();
  volatile boolean broken;

  @Override
  public synchronized void record(String type, String action, String object, Outcome outcome, Map<String, String> details) {
    if (broken) {
      throw new IllegalStateException("the audit log cannot be written");
    }
    entries.add(new Entry(type, object, outcome, Map.copyOf(details)));
  }

  synchronized List<Entry> of(String type) {
    return entries.stream().filter(e -> e.type().equals(type)).toList();
  }
}
