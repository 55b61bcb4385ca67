package io.sallyport.shell.model;

import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDocuments;
import io.sallyport.inference.ModelMetrics;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:metrics}. */
@Service
@Command(scope = "model", name = "metrics", description = "Shows the figures of each loaded version beside each other: calls, errors, stray outputs, rate, latency histogram")
public final class ModelMetricsCommand extends SallyportCommand {
  private static final List<String> COLUMNS = List.of("Name", "Version", "State", "Calls", "Per second", "Errors", "Refused", "Stray", "p50 µs", "p99 µs", "p99.9 µs");

  @Argument(name = "NAME", description = "Name of the model package; all models without it")
  @Completion(ModelCompleter.class)
  private String name;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    List<ModelMetrics> all = catalog.metrics().stream().filter(one -> name == null || one.identity().name().equals(name)).toList();
    if (name != null && all.isEmpty()) {
      throw NotLoaded.of(name);
    }
    return new Reply(all.stream().map(ModelDocuments::metrics).toList(), out -> print(all, out), true);
  }

  private static void print(List<ModelMetrics> all, PrintStream out) {
    Reply.table(COLUMNS, all.stream().map(one -> List.of(one.identity().name(), one.identity().version(), ModelForm.state(one.state()), one.calls(),
        String.format(Locale.ROOT, "%.1f", one.callsPerSecond()), one.errors(), one.refused(), one.strays(), ModelForm.micros(one.medianMicros()),
        ModelForm.micros(one.p99Micros()), ModelForm.micros(one.p999Micros()))).toList(), "no models: the running generation has none").text().accept(out);
    all.stream().filter(one -> one.calls() > 0)
        .forEach(one -> out.println(one.identity() + ": " + HistogramForm.line(one.latency(), HistogramForm::time)));
  }
}
