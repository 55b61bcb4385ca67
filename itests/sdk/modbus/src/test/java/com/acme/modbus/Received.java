package com.acme.modbus;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the platform was given. Thread-safe. */
final class Received implements SignalSink, AuditTrail {
  private final List<SignalBatch> batches = new CopyOnWriteArrayList<>();
  private final List<String> records = new CopyOnWriteArrayList<>();
  volatile boolean auditFails;

  @Override
  public void accept(SignalBatch batch) {
    batches.add(batch);
  }

  @Override
  public void record(String type, String action, String object, Outcome outcome, Map<String, String> details) {
    if (auditFails) {
      throw new IllegalStateException("the audit log is full");
    }
    records.add(type + " " + outcome);
  }

  /** What came since the last call: by signal name, {@code bad} or the value. */
  Map<String, Object> take() {
    Map<String, Object> values = new LinkedHashMap<>();
    List<SignalBatch> taken = new ArrayList<>(batches);
    batches.removeAll(taken);
    taken.forEach(batch -> values.put(batch.signal().name(), batch.quality(0) == Quality.BAD ? "bad" : (Object) batch.value(0)));
    return values;
  }

  List<String> records() {
    return List.copyOf(records);
  }
}
