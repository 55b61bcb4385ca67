package io.sallyport.shell.audit;

import io.sallyport.audit.Checkpoint;
import io.sallyport.audit.Finding;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** How the audit log is shown. */
final class AuditForm {
  static final List<String> COLUMNS = List.of("Index", "Time", "Type", "Actor", "Action", "Object", "Outcome", "Code");
  private static final int LONGEST_OBJECT = 60;

  private AuditForm() {}

  static List<Object> row(StoredEntry entry) {
    JsonObject json = entry.json();
    JsonObject actor = json.object("actor");
    String who = actor.optionalString("system").orElseGet(() -> actor.string("user") + " (" + actor.string("role") + ")");
    return List.of(entry.index(), json.string("time"), json.string("type"), who, json.string("action"), shortened(json.string("object")),
        json.string("outcome"), json.optionalString("code").orElse(""));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_OBJECT ? text : "…" + text.substring(text.length() - LONGEST_OBJECT + 1);
  }

  /** The entry with its index. */
  static JsonObject json(StoredEntry entry) {
    return entry.json().toBuilder().put("index", entry.index()).build();
  }

  static JsonObject json(Checkpoint checkpoint) {
    return JsonObject.builder().put("origin", checkpoint.origin()).put("size", checkpoint.size()).put("root", checkpoint.root())
        .put("note", checkpoint.note()).put("key", checkpoint.verifierKey()).build();
  }

  static JsonObject json(Verification verification) {
    List<JsonObject> findings = new ArrayList<>();
    for (Finding finding : verification.findings()) {
      findings.add(JsonObject.builder().put("file", finding.file()).put("index", finding.index()).put("what", finding.what()).build());
    }
    return JsonObject.builder().put("intact", verification.intact()).put("origin", verification.origin()).put("size", verification.size())
        .put("root", verification.root()).put("findings", findings).build();
  }

  static String line(Finding finding) {
    return "BAD     " + finding.file() + (finding.index() < 0 ? "" : " (entry " + finding.index() + ")") + ": " + finding.what();
  }
}
