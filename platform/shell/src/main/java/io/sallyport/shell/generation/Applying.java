package io.sallyport.shell.generation;

import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Applies the open candidate, with one line a step. */
public abstract class Applying extends Administration {
  @Reference
  private Generations generations;

  protected final Generations generations() {
    return generations;
  }

  protected final Reply apply(boolean yes) {
    Optional<Candidate> open = generations.candidate();
    int number = open.map(candidate -> candidate.plan().generation()).orElse(0);
    if (!yes && open.isPresent() && open.get().approved()) {
      if (!json()) {
        PlanForm.print(open.get().plan(), screen());
      }
      if (!new Prompt(session()).confirm("Apply generation " + number + "?")) {
        return Reply.of(Map.of("applied", false), "Not applied").failed();
      }
    }
    return report(generations.apply(number, actor(), steps()));
  }

  /** Prints each step as it goes. */
  protected final StepListener steps() {
    return (step, phase, detail) -> {
      if (phase == StepListener.Phase.END) {
        progress(String.format(Locale.ROOT, "  %-8s %s", step, detail));
      } else if (phase == StepListener.Phase.FAILED) {
        progress(String.format(Locale.ROOT, "  %-8s FAILED %s", step, detail));
      } else if (phase == StepListener.Phase.UNDONE) {
        progress(String.format(Locale.ROOT, "  %-8s taken back", step));
      }
    };
  }

  protected static Reply report(ApplyReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("generation", report.generation());
    json.put("base", report.base());
    json.put("promoted", names(report.promoted()));
    json.put("candidates", names(report.candidates()));
    json.put("retired", names(report.retired()));
    json.put("restarted", report.restarted());
    json.put("switch_us", report.switchMicros());
    json.put("step_ms", report.stepMillis());
    json.put("warnings", report.warnings());
    return new Reply(json, out -> {
      report.warnings().forEach(warning -> out.println("! " + warning));
      long millis = report.stepMillis().values().stream().mapToLong(Long::longValue).sum();
      out.println("Generation " + report.generation() + " runs, " + report.base() + " ran before: " + report.promoted().size() + " promoted, "
          + (report.candidates().isEmpty() ? "" : report.candidates().size() + " candidates, ") + report.retired().size()
          + " retired, " + report.restarted().size() + " restarted outside the plan; switched in " + report.switchMicros() + " µs, " + millis + " ms in all");
    }, report.restarted().isEmpty());
  }

  private static List<String> names(List<PackageVersion> versions) {
    return versions.stream().map(version -> version.name() + "/" + version.version()).toList();
  }
}
