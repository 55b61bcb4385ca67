package io.sallyport.shell.medium;

import io.sallyport.shell.Administration;
import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.TravellingFiles;
import io.sallyport.vault.MediumImport;
import io.sallyport.vault.Packages;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:import DIR}. */
@Service
@Command(scope = "medium", name = "import", description = "Verifies a medium and takes its packages into the vault; nothing runs because of it")
public final class MediumImportCommand extends Administration {
  private static final int LARGEST_WAIVER = 1 << 16;

  @Option(name = "--waiver", description = "For a medium that has expired: the signed waiver that medium:waiver began")
  @Completion(PathCompleter.class)
  private String waiver;

  @Argument(name = "DIR", description = "Directory that holds medium.json", required = true)
  @Completion(PathCompleter.class)
  private String directory;

  @Reference
  private MediumImport media;

  @Reference
  private Packages packages;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    return ImportForm.reply(media.importFrom(files.path(directory), Optional.ofNullable(waiver).map(file -> files.read(file, LARGEST_WAIVER)), actor(), ImportForm.progress(this::progress)),
        packages);
  }
}
