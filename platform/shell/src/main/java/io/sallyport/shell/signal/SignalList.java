package io.sallyport.shell.signal;

import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.SignalStatus;
import io.sallyport.operations.Signals;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code signal:list}. */
@Service
@Command(scope = "signal", name = "list", description = "Lists signals: last value, rate, and what was dropped; forecasts and what else lies ahead; and the consumers")
public final class SignalList extends SallyportCommand {
  @Option(name = "--asset", description = "Only signals of this asset", valueToShowInHelp = "ASSET")
  private String asset;

  @Reference
  private Signals signals;

  @Override
  protected Reply run() {
    List<SignalStatus> shown = signals.list().stream().filter(s -> asset == null || s.signal().asset().equals(asset)).toList();
    List<ConsumerStatus> consumers = signals.consumers();
    Reply table = Reply.table(List.of("Asset", "Signal", "Last", "Unit", "Source time", "Quality", "Per second", "Samples", "Dropped", "Out of order", "NaN"),
        shown.stream().filter(s -> s.ahead().isEmpty()).map(SignalList::row).toList(), "no signals yet: a connector sends them once its package is active");
    Reply expected = Reply.table(List.of("Ahead of asset", "Signal", "First", "Unit", "From", "Until", "Quality", "Made", "Issues", "Dropped", "Out of order", "NaN"),
        shown.stream().flatMap(s -> s.ahead().map(issue -> row(s, issue)).stream()).toList(), "");
    Reply waiting = Reply.table(List.of("Consumer", "Wants", "Batches", "Waiting", "Dropped", "Withheld", "Failed"),
        consumers.stream().map(SignalList::row).toList(), "no consumers");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("signals", shown.stream().map(SignalList::json).toList());
    json.put("consumers", consumers.stream().map(SignalList::json).toList());
    return new Reply(json, out -> {
      table.text().accept(out);
      out.println();
      if (shown.stream().anyMatch(s -> s.ahead().isPresent())) {
        expected.text().accept(out);
        out.println();
      }
      waiting.text().accept(out);
    }, true);
  }

  private static List<Object> row(SignalStatus s) {
    return List.of(s.signal().asset(), s.signal().name(), number(s.last()), s.signal().unit(), s.time(), s.quality(),
        String.format(Locale.ROOT, "%.1f", s.rate()), s.total(), s.dropped(), s.outOfOrder(), s.nan());
  }

  private static List<Object> row(SignalStatus s, SignalStatus.Ahead issue) {
    return List.of(s.signal().asset(), s.signal().name(), number(issue.first()), s.signal().unit(), issue.from(), s.time(), s.quality(), issue.made(), issue.issues(),
        s.dropped(), s.outOfOrder(), s.nan());
  }

  private static List<Object> row(ConsumerStatus c) {
    return List.of(c.consumer(), c.wants(), c.delivered(), c.queued(), c.dropped(), c.withheld(), c.failed());
  }

  private static Map<String, Object> json(SignalStatus s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("asset", s.signal().asset());
    json.put("name", s.signal().name());
    json.put("unit", s.signal().unit());
    if (Double.isFinite(s.last())) {
      json.put("last", s.last());
    }
    json.put("time", s.time().toString());
    json.put("quality", s.quality().name());
    json.put("rate", s.rate());
    json.put("total", s.total());
    json.put("dropped", s.dropped());
    json.put("out_of_order", s.outOfOrder());
    json.put("nan", s.nan());
    s.ahead().ifPresent(issue -> json.put("ahead", ahead(issue)));
    return json;
  }

  private static Map<String, Object> ahead(SignalStatus.Ahead issue) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("made", issue.made().toString());
    json.put("from", issue.from().toString());
    if (Double.isFinite(issue.first())) {
      json.put("first", issue.first());
    }
    json.put("issues", issue.issues());
    return json;
  }

  private static Map<String, Object> json(ConsumerStatus c) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("consumer", c.consumer());
    json.put("wants", c.wants());
    json.put("delivered", c.delivered());
    json.put("waiting", c.queued());
    json.put("dropped", c.dropped());
    json.put("withheld", c.withheld());
    json.put("failed", c.failed());
    return json;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.4g", value);
  }
}
