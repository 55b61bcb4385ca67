package io.sallyport.shell.medium;

import io.sallyport.shell.PathCompleter;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.shell.TravellingFiles;
import io.sallyport.vault.MediumImport;
import io.sallyport.vault.MediumInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code medium:info DIR}. */
@Service
@Command(scope = "medium", name = "info", description = "Verifies a medium's metadata and says what it carries; changes nothing")
public final class MediumInfoCommand extends SallyportCommand {
  private static final List<String> COLUMNS = List.of("Name", "Version", "Bytes", "In vault", "Digest");

  @Argument(name = "DIR", description = "Directory that holds medium.json", required = true)
  @Completion(PathCompleter.class)
  private String directory;

  @Reference
  private MediumImport media;

  @Reference
  private TravellingFiles files;

  @Override
  protected Reply run() {
    MediumInfo info = media.info(files.path(directory));
    Reply table = Reply.table(COLUMNS, info.packages().stream()
        .map(entry -> List.of(entry.name(), entry.version(), entry.bytes(), entry.inVault() ? "yes" : "no", entry.digest())).toList(), "No package on it");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("medium", info.name());
    json.put("created", info.created());
    json.put("expires", info.expires().toString());
    json.put("targets_version", info.targetsVersion());
    json.put("files", info.targets());
    json.put("bytes", info.bytes());
    json.put("content_read", false);
    json.put("packages", table.json());
    json.put("absent", info.absent());
    return new Reply(json, out -> {
      out.println("Medium " + info.name() + ", made " + info.created() + "; metadata version " + info.targetsVersion() + " verifies, valid until " + info.expires());
      out.printf(Locale.ROOT, "%d files, %.1f MB: names and lengths are those that are signed; their content is read by medium:import%n", info.targets(), info.bytes() / 1e6);
      table.text().accept(out);
      if (!info.absent().isEmpty()) {
        out.println("Named by the metadata and not on it: " + String.join(", ", info.absent()));
      }
    }, true);
  }
}
