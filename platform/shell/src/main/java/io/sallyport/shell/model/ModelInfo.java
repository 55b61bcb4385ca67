package io.sallyport.shell.model;

import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDetail;
import io.sallyport.inference.ModelDocuments;
import io.sallyport.inference.ModelStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:info}. */
@Service
@Command(scope = "model", name = "info", description = "Shows one model: traffic, figures of its versions, inputs, outputs, parameters, model card")
public final class ModelInfo extends SallyportCommand {
  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    ModelDetail detail = catalog.detail(name).orElseThrow(() -> NotLoaded.of(name));
    List<ModelStatus> versions = catalog.models().stream().filter(model -> model.identity().name().equals(name)).toList();
    return new Reply(ModelDocuments.detail(detail, versions), out -> print(detail, versions, out), true);
  }

  private static void print(ModelDetail detail, List<ModelStatus> versions, PrintStream out) {
    Reply.table(ModelForm.COLUMNS, versions.stream().map(ModelForm::row).toList(), "").text().accept(out);
    out.println();
    out.println("Of        " + detail.status().identity());
    versions.forEach(model -> model.traffic().ifPresent(traffic -> out.println("Traffic   " + model.identity().version() + " " + ModelForm.words(traffic))));
    out.println("Package   " + detail.status().identity().digest());
    out.println("Weights   " + (detail.weightsSha256().isEmpty() ? "not in the package: it runs elsewhere" : detail.weightsSha256()));
    out.println("Engine    " + detail.status().runtime());
    out.println("Use       " + ModelForm.words(detail.use()));
    detail.description().inputs().forEach(spec -> out.println("Input     " + spec.name() + " " + spec.type() + spec.shape()));
    detail.description().outputs().forEach(spec -> out.println("Output    " + spec.name() + " " + spec.type() + spec.shape()));
    detail.description().parameters().forEach((key, values) -> out.println("Parameter " + key + " " + values));
    out.println("Golden    " + detail.goldenVectors() + " vectors");
    detail.cardData().ifPresent(card -> CardForm.print(card, out));
    out.println();
    out.println(detail.card());
  }
}
