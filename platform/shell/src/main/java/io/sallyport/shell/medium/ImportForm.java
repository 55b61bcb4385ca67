package io.sallyport.shell.medium;

import io.sallyport.shell.Reply;
import io.sallyport.vault.ImportReport;
import io.sallyport.vault.Packages;
import io.sallyport.vault.ProgressListener;
import io.sallyport.vault.VaultPackage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** How an import is shown, wherever the medium came from. */
final class ImportForm {
  private ImportForm() {}

  static Reply reply(ImportReport report, Packages packages) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("medium", report.medium());
    json.put("added", list(report.added(), packages));
    json.put("present", list(report.present(), packages));
    json.put("files", report.targets());
    json.put("bytes", report.bytes());
    json.put("kept_bytes", report.kept());
    json.put("targets_version", report.targetsVersion());
    json.put("ms", report.millis());
    return new Reply(json, out -> {
      report.added().forEach(pack -> {
        out.println("  VERIFIED  " + pack + "  " + pack.digest().substring(0, 12));
        if (!pack.descriptor().parts("checks").isEmpty()) {
          out.println("            TCK report: " + packages.tck(pack).line());
        }
      });
      report.present().forEach(pack -> out.println("  known     " + pack + "  " + pack.digest().substring(0, 12)));
      out.printf(Locale.ROOT, "Medium %s: %d files, %.1f MB read and verified in %d ms%s; vendor metadata version %d is trusted now%n", report.medium(), report.targets(), report.bytes() / 1e6,
          report.millis(), report.kept() == 0 ? "" : String.format(Locale.ROOT, " (%.1f MB of them were copied before an interruption and verified there, not read again)", report.kept() / 1e6), report.targetsVersion());
    }, true);
  }

  /** One line a step, and one each quarter of long ones. */
  static ProgressListener progress(Consumer<String> line) {
    return new Percent(line);
  }

  private static List<Map<String, String>> list(List<VaultPackage> packs, Packages packages) {
    return packs.stream().map(pack -> Map.of("name", pack.name(), "version", pack.version(), "digest", pack.digest(), "tck", packages.tck(pack).line())).toList();
  }

  private static final class Percent implements ProgressListener {
    private final Consumer<String> line;
    private String step = "";
    private long quarter = -1;

    Percent(Consumer<String> line) {
      this.line = line;
    }

    @Override
    public void progress(String now, long done, long total) {
      long reached = total == 0 ? 0 : done * 4 / total;
      if (!now.equals(step) || reached > quarter) {
        line.accept(now + (total > 4 ? "  " + done * 100 / total + " %" : ""));
        step = now;
        quarter = reached;
      }
    }
  }
}
