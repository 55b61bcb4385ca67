package io.sallyport.shell.model;

import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ModelDocuments;
import io.sallyport.inference.ModelStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:list}. */
@Service
@Command(scope = "model", name = "list", description = "Lists the models in memory: state, calls, errors, time in the engine")
public final class ModelList extends SallyportCommand {
  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    List<ModelStatus> models = catalog.models();
    Reply table = Reply.table(ModelForm.COLUMNS, models.stream().map(ModelForm::row).toList(), "no models: the running generation has none");
    return new Reply(models.stream().map(ModelDocuments::status).toList(), out -> {
      table.text().accept(out);
      models.forEach(model -> model.trouble().ifPresent(why -> out.println(model.identity() + " is not healthy: " + why)));
    }, true);
  }
}
