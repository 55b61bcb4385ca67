package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:import-approval FILE}. */
@Service
@Command(scope = "generation", name = "import-approval", description = "Takes an approval that was signed on another machine")
public final class GenerationImportApproval extends SallyportCommand {
  private static final int LARGEST = 1 << 16;

  @Argument(name = "FILE", description = "The signed approval", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private Generations generations;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    Candidate candidate = generations.importApproval(files.read(file, LARGEST));
    return new Reply(PlanDocuments.candidate(candidate), out -> PlanForm.print(candidate, out), true);
  }
}
