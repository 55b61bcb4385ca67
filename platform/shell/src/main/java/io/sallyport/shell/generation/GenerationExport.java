package io.sallyport.shell.generation;

import io.sallyport.provision.Generations;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:export FILE}. */
@Service
@Command(scope = "generation", name = "export", description = "Writes the open candidate to a file, to be signed on another machine")
public final class GenerationExport extends SallyportCommand {
  @Argument(name = "FILE", description = "A file that does not exist yet; a name alone goes into the export folder, DATA/export", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private Generations generations;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    Path written = files.write(file, () -> generations.export());
    return Reply.of(Map.of("file", written.toString()), "Written: " + written + "; bring the approval back with generation:import-approval");
  }
}
