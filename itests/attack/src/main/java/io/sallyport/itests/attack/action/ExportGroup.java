package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Edited;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Guard;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One person alone uses what exports to put a file where the appliance reads: every exporting command at every place. In the end each place
 * that people do export to must take a file; else nothing counts as held.
 */
public final class ExportGroup implements Group {
  private static final String INSIDE = "SP-SHELL-0030";
  private static final Case AS_ROOT = of("export-as-next-site-root", "an export by the name of the next site root, into the site's metadata", INSIDE);
  private static final Case INTO_HOME = of("export-into-home", "an export into the distribution", INSIDE);
  private static final Case BY_LINK = of("export-by-link", "an export through a link that leads into the site's metadata", INSIDE);
  private static final Case BY_PROC = of("export-by-proc", "an export into the site's settings by a name below /proc", INSIDE);
  private static final Case BY_DOTS = of("export-by-dots", "an export by a path that leaves the export folder", INSIDE);
  private static final Case OVER_FILE = of("export-over-a-file", "an export over a file that is there", "SP-APPROVE-0011");
  private static final Case INTO_PIPE = of("export-into-a-pipe", "an export into a pipe", "SP-APPROVE-0011");
  private static final Case LOG_OVER_FILE = of("export-of-the-log-over-a-file", "an export of the audit log over a file that is there", "SP-AUDIT-0006");
  private static final Case FROM_PIPE = new Case("import-from-a-pipe", "what was signed elsewhere is read from a pipe, which nobody writes to", Guard.CONSOLE, "SP-APPROVE-0012");
  private static final Case FROM_DEVICE = new Case("import-from-a-device", "what was signed elsewhere is read from a device without end", Guard.CONSOLE, "SP-APPROVE-0012");
  /** Commands that write a file whose name a person gives; the audit log is exported by another person, to a folder. */
  private static final List<String> EXPORTS = List.of("appliance:export-site %s", "appliance:time-waiver --reason r %s", "generation:export %s", "generation:rollback --export %s",
      "medium:waiver --reason r /media %s");
  private static final String LOG_EXPORT = "audit:export %s";
  private static final List<String> IMPORTS = List.of("appliance:import-root %s", "appliance:import-waiver %s", "generation:import-approval %s", "generation:rollback --import %s",
      "medium:import --waiver %s /media");

  private static Case of(String name, String threat, String code) {
    return new Case(name, threat, Guard.EXPORTS, code);
  }

  @Override
  public String title() {
    return "Exports";
  }

  @Override
  public List<Case> cases() {
    return List.of(AS_ROOT, INTO_HOME, BY_LINK, BY_PROC, BY_DOTS, OVER_FILE, INTO_PIPE, LOG_OVER_FILE, FROM_PIPE, FROM_DEVICE);
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Path data = target.appliance().data();
    Path home = target.appliance().setup().home();
    Path own = Folders.temporary("export");
    Path file = own.resolve("there");
    Edited.write(file, new byte[] {1});
    Path pipe = pipe(own.resolve("pipe"));
    Path link = link(own.resolve("link"), data.resolve("site/metadata"));
    List<String> withLog = new ArrayList<>(EXPORTS);
    withLog.add(LOG_EXPORT);
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(AS_ROOT, written(target, AS_ROOT, withLog, data.resolve("site/metadata/2.root.json"), data.resolve("site/metadata/2.root.json")));
    outcomes.put(INTO_HOME, written(target, INTO_HOME, withLog, home.resolve("etc/x.cfg"), home.resolve("etc/x.cfg")));
    outcomes.put(BY_LINK, written(target, BY_LINK, withLog, link.resolve("999999999.targets.json"), data.resolve("site/metadata/999999999.targets.json")));
    outcomes.put(BY_PROC, written(target, BY_PROC, withLog, Path.of("/proc/self/root" + data.resolve("site/x.cfg")), data.resolve("site/x.cfg")));
    outcomes.put(BY_DOTS, written(target, BY_DOTS, withLog, Path.of("../site/x.cfg"), data.resolve("site/x.cfg")));
    outcomes.put(OVER_FILE, over(target, OVER_FILE, EXPORTS, file));
    outcomes.put(INTO_PIPE, over(target, INTO_PIPE, EXPORTS, pipe));
    outcomes.put(LOG_OVER_FILE, over(target, LOG_OVER_FILE, List.of(LOG_EXPORT), file));
    outcomes.put(FROM_PIPE, tried(target, FROM_PIPE, IMPORTS, pipe, true));
    outcomes.put(FROM_DEVICE, tried(target, FROM_DEVICE, IMPORTS, Path.of("/dev/zero"), true));
    String control = control(target, own);
    return control.isEmpty() ? outcomes : failed(outcomes, control);
  }

  /** @param lands where the file would be if it were written */
  private static Outcome written(Target target, Case attack, List<String> commands, Path typed, Path lands) {
    Outcome outcome = tried(target, attack, commands, typed, false);
    boolean nothing = !Files.exists(lands, LinkOption.NOFOLLOW_LINKS);
    return new Outcome(outcome.refused() && nothing, outcome.code(), outcome.audited(), nothing ? outcome.detail() : "THERE IS " + lands);
  }

  private static Outcome over(Target target, Case attack, List<String> commands, Path present) {
    Object before = key(present);
    Outcome outcome = tried(target, attack, commands, present, false);
    return new Outcome(outcome.refused() && before.equals(key(present)), outcome.code(), outcome.audited(), outcome.detail());
  }

  private static Outcome tried(Target target, Case attack, List<String> commands, Path typed, boolean unrecorded) {
    AuditEntries entries = new AuditEntries(target.appliance(), "file.exported");
    int known = entries.count();
    List<String> seen = new ArrayList<>();
    String code = attack.code();
    for (String command : commands) {
      Result result = target.as(command.equals(LOG_EXPORT) ? User.AUD : command.contains("rollback") ? User.QUINN : User.ADA, String.format(command, typed));
      seen.add(result.text());
      code = !result.succeeded() && result.code().orElse("").equals(attack.code()) ? code : "";
    }
    List<JsonObject> recorded = entries.list().stream().skip(known).filter(entry -> entry.optionalString("code").orElse("").equals(attack.code())).toList();
    return new Outcome(!code.isEmpty(), code, unrecorded || recorded.size() == commands.size(), String.join(" | ", seen));
  }

  /** What people may do; empty if it works. */
  private static String control(Target target, Path own) {
    Path stick = own.resolve("site.json");
    Path log = own.resolve("log");
    for (Result result : List.of(target.as(User.ADA, "appliance:export-site " + stick), target.as(User.ADA, "appliance:export-site attack-control.json"),
        target.as(User.AUD, "audit:export " + log), target.as(User.AUD, "audit:export attack-control-log"))) {
      if (!result.succeeded()) {
        return result.text();
      }
    }
    Path folder = target.appliance().data().resolve("export");
    boolean there = Files.exists(stick) && Files.exists(log.resolve("checkpoint")) && Files.exists(folder.resolve("attack-control.json"))
        && Files.exists(folder.resolve("attack-control-log/checkpoint"));
    return there ? "" : "an export is missing";
  }

  private static Map<Case, Outcome> failed(Map<Case, Outcome> outcomes, String control) {
    Map<Case, Outcome> failed = new LinkedHashMap<>();
    outcomes.forEach((attack, outcome) -> failed.put(attack, new Outcome(false, outcome.code(), outcome.audited(), "AN EXPORT THAT IS ALLOWED FAILED: " + control)));
    return failed;
  }

  private static Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path pipe(Path path) {
    try {
      if (new ProcessBuilder("mkfifo", path.toString()).start().waitFor() != 0) {
        throw new IllegalStateException("no pipe: " + path);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path link(Path link, Path to) {
    try {
      return Files.createSymbolicLink(link, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
