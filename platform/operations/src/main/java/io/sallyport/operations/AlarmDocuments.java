package io.sallyport.operations;

import io.sallyport.api.alarm.Alarm;
import java.util.LinkedHashMap;
import java.util.Map;

/** Alarms as JSON: the documents that console and HTTP give. */
public final class AlarmDocuments {
  private AlarmDocuments() {}

  public static Map<String, Object> alarm(StoredAlarm stored) {
    Alarm alarm = stored.alarm();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", stored.number());
    json.put("state", stored.state().name());
    json.put("priority", alarm.priority().name());
    json.put("asset", alarm.asset());
    json.put("message", alarm.message());
    json.put("condition", alarm.condition());
    json.put("capability", stored.capability());
    json.put("watched", stored.watched());
    json.put("holds", stored.holds());
    json.put("latching", alarm.latching());
    json.put("from", alarm.from().toString());
    json.put("until", stored.until().map(Object::toString).orElse(null));
    json.put("value", alarm.evidence().score());
    json.put("limit", alarm.evidence().threshold());
    json.put("unit", alarm.evidence().unit());
    json.put("basis", alarm.evidence().basis());
    json.put("since", stored.since().toString());
    json.put("by", stored.changedBy());
    json.put("reason", stored.reason().orElse(null));
    json.put("shelved_until", stored.shelvedUntil().map(Object::toString).orElse(null));
    json.put("annunciated", stored.annunciated().map(Object::toString).orElse(null));
    json.put("annunciations", stored.annunciations());
    json.put("revision", stored.revision());
    return json;
  }
}
