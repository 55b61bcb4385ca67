package io.sallyport.shell.infer;

import io.sallyport.inference.Load;
import io.sallyport.inference.LoadReport;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code infer:bench}. */
@Service
@Command(scope = "infer", name = "bench", description = "Threads call the active model as fast as they can or at a pace, with its golden vectors; Ctrl-C ends it early, and what was measured until then is shown. "
    + "Exchange the model meanwhile to see what the callers notice")
public final class InferBench extends SallyportCommand {
  private static final double MILLIS_PER_SECOND = 1e3;

  @Option(name = "--threads", description = "Callers, 1 to 64", valueToShowInHelp = "4")
  private int threads = 4;

  @Option(name = "--seconds", description = "How long, 0.1 to 600 seconds, after half a second to warm up", valueToShowInHelp = "10")
  private double seconds = 10;

  @Option(name = "--rate", description = "Calls a second of all callers together, up to 1000000; 0 is as fast as they can", valueToShowInHelp = "0")
  private int rate;

  @Option(name = "--until-line", description = "End early when a line comes on standard input, for scripts without a terminal")
  private boolean untilLine;

  @Option(name = "--control", description = "First run as long once more, for comparison; exchange nothing before that is over")
  private boolean control;

  @Argument(name = "MODEL", required = true, description = "Name of the model package")
  private String model;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    try (CtrlC ctrlC = new CtrlC(session())) {
      if (!untilLine || session().getTerminal() != null) {
        return measured();
      }
      try (LineOnInput line = new LineOnInput(session().getKeyboard())) {
        return measured();
      }
    } finally {
      Thread.interrupted(); // who was interrupted cannot print
    }
  }

  private Reply measured() {
    Load load = new Load(model, threads, Duration.ofMillis(Math.round(seconds * MILLIS_PER_SECOND)), rate);
    if (!control) {
      LoadReport report = catalog.run(load);
      return reply(json(report), report, text("", report));
    }
    progress("control: " + seconds + " s without a change");
    LoadReport before = catalog.run(load);
    if (before.interrupted()) {
      return reply(json(before), before, text("control, interrupted", before));
    }
    progress("measuring for " + seconds + " s from now");
    LoadReport report = catalog.run(load);
    Map<String, Object> json = json(report);
    json.put("control", json(before));
    return reply(json, report, text("control", before) + text("measured", report));
  }

  private static Reply reply(Map<String, Object> json, LoadReport report, String text) {
    Reply reply = new Reply(json, out -> out.print(text), true);
    return report.failed() > 0 ? reply.failed() : reply;
  }

  private static Map<String, Object> json(LoadReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seconds", report.seconds());
    json.put("threads", report.threads());
    json.put("calls", report.calls());
    json.put("failed", report.failed());
    json.put("failures", report.failures());
    json.put("calls_per_second", report.seconds() == 0 ? 0 : report.calls() / report.seconds());
    json.put("longest_gap_ms", report.longestGapMillis());
    json.put("longest_gap_at_s", report.gapAtSeconds());
    json.put("versions", report.answersByVersion());
    json.put("first_answer_s", report.firstAnswerSeconds());
    json.put("p50_us", report.medianMicros());
    json.put("p99_us", report.p99Micros());
    json.put("p999_us", report.p999Micros());
    json.put("longest_us", report.longestMicros());
    json.put("own_us", report.ownMicros());
    json.put("interrupted", report.interrupted());
    return json;
  }

  private static String text(String title, LoadReport report) {
    StringBuilder text = new StringBuilder(title.isEmpty() ? "" : title + "\n");
    line(text, "Calls", "%,d in %.1f s by %d threads, %,.0f a second%s", report.calls(), report.seconds(), report.threads(),
        report.seconds() == 0 ? 0 : report.calls() / report.seconds(), report.interrupted() ? ", interrupted" : "");
    line(text, "Failed", "%d %s", report.failed(), report.failed() == 0 ? "" : report.failures());
    report.answersByVersion().forEach((version, calls) -> line(text, "Version " + version, "%,d calls, the first after %.3f s", calls, report.firstAnswerSeconds().get(version)));
    line(text, "Longest time between answers", "%.2f ms, after %.3f s (across all threads)", report.longestGapMillis(), report.gapAtSeconds());
    line(text, "Time of a call", "%.1f µs p50, %.1f µs p99, %.1f µs p99.9, %.1f µs longest", report.medianMicros(), report.p99Micros(), report.p999Micros(), report.longestMicros());
    line(text, "Of it beside the model's run", "%.1f µs p50: lease, checks, audit entry", report.ownMicros());
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-30s %s%n", name, String.format(Locale.ROOT, format, values).trim()));
  }
}
