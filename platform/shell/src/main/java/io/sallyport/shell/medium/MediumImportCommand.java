package io.sallyport.shell.medium;

import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import io.sallyport.vault.MediumImport;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;

/** {@code medium:import DIR}. */
@Service
@Command(scope = "medium", name = "import", description = "Verifies a medium and takes its packages into the vault; nothing runs because of it")
public final class MediumImportCommand extends Administration {
  @Argument(name = "DIR", description = "Directory that holds medium.json", required = true)
  @Completion(FileCompleter.class)
  private String directory;

  @Reference
  private MediumImport media;

  @Override
  protected Reply run() {
    return ImportForm.reply(media.importFrom(Path.of(directory), actor(), ImportForm.progress(this::progress)));
  }
}
