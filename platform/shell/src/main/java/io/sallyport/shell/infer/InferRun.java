package io.sallyport.shell.infer;

import io.sallyport.inference.GoldenRun;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code infer:run}. */
@Service
@Command(scope = "infer", name = "run", description = "Runs a golden vector of the active model as an audited call and shows how far the answer is from the expected one")
public final class InferRun extends SallyportCommand {
  private static final double NANOS_PER_MICRO = 1e3;

  @Option(name = "--golden", description = "Number of the golden vector, from 0", valueToShowInHelp = "0")
  private int golden;

  @Argument(name = "MODEL", required = true, description = "Name of the model package")
  private String model;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    GoldenRun run = catalog.runGolden(model, golden);
    Reply table = Reply.table(List.of("Output", "Largest difference", "At", "Expected", "Answered"),
        run.outputs().stream().map(one -> List.<Object>of(one.output(), one.difference(), one.index(), one.expected(), one.observed())).toList(), "no outputs");
    Reply reply = new Reply(json(run), out -> {
      out.printf(Locale.ROOT, "%s, golden vector %d (%s), %.1f µs in the engine: %s (tolerance %s, relative to max(1, |expected|))%n", run.model(), run.vector(),
          run.what(), run.nanos() / NANOS_PER_MICRO, run.passed() ? "as expected" : "NOT as expected", run.tolerance());
      table.text().accept(out);
    }, true);
    return run.passed() ? reply : reply.failed();
  }

  private static Map<String, Object> json(GoldenRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", run.model().name());
    json.put("version", run.model().version());
    json.put("digest", run.model().digest());
    json.put("vector", run.vector());
    json.put("what", run.what());
    json.put("passed", run.passed());
    json.put("tolerance", run.tolerance());
    json.put("engine_us", run.nanos() / NANOS_PER_MICRO);
    List<Object> outputs = new ArrayList<>();
    for (GoldenRun.Difference one : run.outputs()) {
      Map<String, Object> output = new LinkedHashMap<>();
      output.put("output", one.output());
      output.put("difference", one.difference());
      output.put("at", one.index());
      output.put("expected", one.expected());
      output.put("answered", one.observed());
      outputs.add(output);
    }
    json.put("outputs", outputs);
    return json;
  }
}
