package io.sallyport.shell.alarm;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.operations.AlarmDocuments;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmFigures;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.shell.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How alarms, their events and their figures are printed. */
final class AlarmForm {
  static final List<String> COLUMNS = List.of("Number", "State", "Priority", "Asset", "Message", "Since", "Until", "By", "Told");
  static final List<String> EVENT_COLUMNS = List.of("Time", "Number", "Action", "From", "To", "By", "Asset", "Message", "Reason");

  private AlarmForm() {}

  static List<Object> row(StoredAlarm stored) {
    Alarm alarm = stored.alarm();
    return List.of(stored.number(), stored.state(), alarm.priority(), alarm.asset(), alarm.message(), stored.since(),
        stored.shelvedUntil().map(Object::toString).orElse(""), stored.changedBy(), stored.annunciations());
  }

  static Reply info(StoredAlarm stored) {
    Alarm alarm = stored.alarm();
    List<String> lines = new ArrayList<>(List.of(
        stored.number() + "  " + stored.state() + "  " + alarm.priority() + "  " + alarm.message(),
        "asset       " + alarm.asset(),
        "condition   " + alarm.condition() + ", watched by " + stored.capability() + (stored.watched() ? "" : ", which is not active: nobody knows whether it still holds"),
        "holds       " + (stored.holds() ? "since " + alarm.from() : "no" + stored.until().map(until -> ", ceased " + until).orElse("")),
        "seen        " + alarm.evidence().score() + unit(alarm) + ", limit " + alarm.evidence().threshold() + " – " + alarm.evidence().basis(),
        "state       since " + stored.since() + " by " + stored.changedBy(),
        "told        " + stored.annunciations() + " times" + stored.annunciated().map(time -> ", last " + time).orElse("")));
    stored.reason().ifPresent(reason -> lines.add("reason      " + reason));
    stored.shelvedUntil().ifPresent(until -> lines.add("back        " + until));
    return Reply.of(AlarmDocuments.alarm(stored), lines.toArray(String[]::new));
  }

  static List<Object> row(AlarmEvent event) {
    return List.of(event.time(), event.number(), event.action(), event.from(), event.to(), event.by(), event.asset(), event.message(), event.reason().orElse(""));
  }

  static Map<String, Object> json(AlarmEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("time", event.time().toString());
    json.put("number", event.number());
    json.put("action", event.action());
    json.put("from", event.from().name());
    json.put("to", event.to().name());
    json.put("by", event.by());
    json.put("asset", event.asset());
    json.put("message", event.message());
    json.put("priority", event.priority().name());
    json.put("reason", event.reason().orElse(null));
    json.put("annunciated", event.annunciated());
    return json;
  }

  static Reply figures(AlarmFigures figures) {
    Map<String, Object> states = new LinkedHashMap<>();
    figures.states().forEach((state, count) -> states.put(state.name(), count));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("span_s", figures.span().toSeconds());
    json.put("last_ten_minutes", figures.lastTenMinutes());
    json.put("average_per_ten_minutes", figures.averagePerTenMinutes());
    json.put("peak_per_ten_minutes", figures.peakPerTenMinutes());
    json.put("flood_share", figures.floodShare());
    json.put("states", states);
    json.put("stale", figures.stale());
    json.put("chattering", figures.chattering());
    json.put("frequent", new LinkedHashMap<>(figures.frequent()));
    json.put("frequent_share", figures.frequentShare());
    return Reply.of(json,
        "looked at   the last " + figures.span().toMinutes() + " minutes",
        String.format(Locale.ROOT, "told        %d in the last ten minutes; per ten minutes %.1f on average, %d at most", figures.lastTenMinutes(),
            figures.averagePerTenMinutes(), figures.peakPerTenMinutes()),
        String.format(Locale.ROOT, "flood       %.1f %% of the time (more than ten in ten minutes)", 100 * figures.floodShare()),
        "states      " + words(states),
        "stale       " + words(figures.stale()) + " (in sight, hold for more than 24 hours)",
        "chattering  " + words(figures.chattering()) + " (told three times within a minute)",
        String.format(Locale.ROOT, "frequent    %s: %.0f %% of all", words(figures.frequent()), 100 * figures.frequentShare()));
  }

  private static String unit(Alarm alarm) {
    String unit = alarm.evidence().unit();
    return unit.equals("1") ? "" : " " + unit;
  }

  private static String words(Map<String, ?> counts) {
    return counts.isEmpty() ? "none" : String.join(", ", counts.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).toList());
  }

  private static String words(List<String> numbers) {
    return numbers.isEmpty() ? "none" : String.join(", ", numbers);
  }
}
