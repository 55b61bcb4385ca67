package io.sallyport.shell.medium;

import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.MediumImport;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.VaultPackage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    ImportReport report = media.importFrom(Path.of(directory), actor(), new Percent());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("medium", report.medium());
    json.put("added", packages(report.added()));
    json.put("present", packages(report.present()));
    json.put("files", report.targets());
    json.put("bytes", report.bytes());
    json.put("kept_bytes", report.kept());
    json.put("targets_version", report.targetsVersion());
    json.put("ms", report.millis());
    return new Reply(json, out -> {
      report.added().forEach(pack -> out.println("  VERIFIED  " + pack + "  " + pack.digest().substring(0, 12)));
      report.present().forEach(pack -> out.println("  known     " + pack + "  " + pack.digest().substring(0, 12)));
      out.printf("Medium %s: %d files, %.1f MB verified in %d ms%s; vendor metadata version %d is trusted now%n", report.medium(), report.targets(), report.bytes() / 1e6,
          report.millis(), report.kept() == 0 ? "" : String.format(", %.1f MB of them copied before an interruption", report.kept() / 1e6), report.targetsVersion());
    }, true);
  }

  private static List<Map<String, String>> packages(List<VaultPackage> packs) {
    return packs.stream().map(pack -> Map.of("name", pack.name(), "version", pack.version(), "digest", pack.digest())).toList();
  }

  /** One line a step, and one each quarter of the copying. */
  private final class Percent implements ProgressListener {
    private String step = "";
    private long quarter = -1;

    @Override
    public void progress(String now, long done, long total) {
      long reached = total == 0 ? 0 : done * 4 / total;
      if (!now.equals(step) || reached > quarter) {
        MediumImportCommand.this.progress(now + (total > 4 ? "  " + done * 100 / Math.max(1, total) + " %" : ""));
        step = now;
        quarter = reached;
      }
    }
  }
}
