package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code generation:import-approval FILE}. */
@Service
@Command(scope = "generation", name = "import-approval", description = "Takes an approval that was signed on another machine")
public final class GenerationImportApproval extends SallyportCommand {
  private static final int LARGEST = 1 << 16;

  @Argument(name = "FILE", description = "The signed approval", required = true)
  @Completion(FileCompleter.class)
  private String file;

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Candidate candidate = generations.importApproval(in.readNBytes(LARGEST + 1));
      return new Reply(PlanForm.json(candidate), out -> PlanForm.print(candidate, out), true);
    } catch (IOException e) {
      throw new RefusedException(new Refusal("SP-APPROVE-0012", "the file cannot be read", file, "name a readable file"), e);
    }
  }
}
