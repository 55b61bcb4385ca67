package io.sallyport.shell.medium;

import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.Packages;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.Reception;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:receive [--wait S] [--transfer SESSION | DIR]}. */
@Service
@Command(scope = "medium", name = "receive", description = "Verifies what came over a diode, once it is complete, and takes its packages into the vault; nothing runs because of it")
public final class MediumReceiveCommand extends Administration {
  private static final int DAY = 86_400;

  @Option(name = "--wait", description = "Seconds to wait for what is missing")
  private int wait;

  @Option(name = "--transfer", description = "Beginning of the session of a transfer, see medium:diode; without it, the drop folder")
  private String session;

  @Argument(name = "DIR", description = "Directory in the drop folder; default: the drop folder itself")
  private String directory;

  @Reference
  private Reception reception;

  @Reference
  private Packages packages;

  @Override
  protected Reply run() {
    requireWithin("--wait", wait, 0, DAY);
    if (session != null && directory != null) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "a transfer and a directory at once", "option --transfer", "give one of them"));
    }
    ProgressListener progress = ImportForm.progress(this::progress);
    Duration longest = Duration.ofSeconds(wait);
    ImportReport report = session != null ? reception.receiveTransfer(session, longest, actor(), progress)
        : reception.receiveFolder(Optional.ofNullable(directory).map(Path::of), longest, actor(), progress);
    return ImportForm.reply(report, packages);
  }
}
