package io.sallyport.shell.medium;

import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import io.sallyport.vault.MediumImport;
import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:waiver --reason R DIR FILE}. */
@Service
@Command(scope = "medium", name = "waiver", description = "Begins a waiver for a medium that has expired; a higher quorum of the site must sign it elsewhere")
public final class MediumWaiverCommand extends SallyportCommand {
  @Option(name = "--reason", description = "Why it is to be imported all the same, in one line", required = true)
  private String reason;

  @Argument(index = 0, name = "DIR", description = "Directory that holds medium.json", required = true)
  @Completion(PathCompleter.class)
  private String directory;

  @Argument(index = 1, name = "FILE", description = "A file that does not exist yet; a name alone goes into the export folder, DATA/export", required = true)
  @Completion(PathCompleter.class)
  private String file;

  @Reference
  private MediumImport media;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    Path written = files.write(file, () -> media.waiver(files.path(directory), reason));
    return Reply.of(Map.of("file", written.toString()), "Written: " + written + "; have it signed: signed-repo site sign, then medium:import --waiver " + written);
  }
}
