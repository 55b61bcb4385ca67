package io.sallyport.shell.generation;

import io.sallyport.provision.Housekeeping;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:prune}. */
@Service
@Command(scope = "generation", name = "prune", description = "Takes out of the vault what no kept generation and no newest package needs")
public final class GenerationPrune extends Administration {
  private static final int MEBIBYTE = 1 << 20;

  @Option(name = "--keep", description = "How many of the generations that ran last stay complete; what runs, the one before and the open candidate always do")
  private int keep = 10;

  @Option(name = "--dry-run", description = "Only shows what would go")
  private boolean dryRun;

  @Option(name = "--yes", aliases = "-y", description = "Without asking")
  private boolean yes;

  @Reference
  private Housekeeping housekeeping;

  @Override
  protected Reply run() {
    Housekeeping.Tidied preview = housekeeping.prune(keep, true, actor());
    if (dryRun || preview.pruned().files() == 0) {
      return reply(preview, "would go");
    }
    if (!yes) {
      progress(told(preview, "would go"));
      if (!new Prompt(session()).confirm("Take it out?")) {
        return Reply.of(Map.of("files", 0), "Nothing was taken out").failed();
      }
    }
    return reply(housekeeping.prune(keep, false, actor()), "are gone");
  }

  private static Reply reply(Housekeeping.Tidied tidied, String verb) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kept", tidied.kept());
    json.put("files", tidied.pruned().files());
    json.put("bytes", tidied.pruned().bytes());
    json.put("packages", tidied.pruned().packages());
    return Reply.of(json, told(tidied, verb));
  }

  private static String told(Housekeeping.Tidied tidied, String verb) {
    List<String> packages = tidied.pruned().packages();
    return tidied.pruned().files() + " files, " + tidied.pruned().bytes() / MEBIBYTE + " MiB " + verb + "; complete are generations " + tidied.kept()
        + (packages.isEmpty() ? "" : "\nOnly by importing their media again: " + String.join(", ", packages));
  }
}
