package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.TrafficEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A plan as the file {@code plan.json}, schema {@code sallyport.plan/1}, and back. */
public final class PlanJson {
  private PlanJson() {}

  /** Reads a frozen plan. */
  public static Plan read(byte[] bytes, String where) {
    JsonObject json = Json.parseObject(bytes, where);
    List<Plan.Change> changes = new ArrayList<>();
    for (JsonObject change : json.objects("changes")) {
      changes.add(new Plan.Change(change.string("name"), version(change, "from"), version(change, "to"), change.optionalBool("candidate").orElse(false), change.string("publisher"), change.string("summary")));
    }
    List<Plan.ComponentDiff> components = json.objects("components").stream()
        .map(diff -> new Plan.ComponentDiff(diff.string("name"), diff.strings("added"), diff.strings("removed"), diff.has("changed") ? diff.strings("changed") : List.of())).toList();
    return new Plan((int) json.integer("generation"), (int) json.integer("base"), changes, json.objects("kept").stream().map(PlanJson::version).toList(), TrafficEntry.of(json),
        list(json, "trafficChanges", note -> new Plan.TrafficNote(note.string("name"), note.string("words"))),
        json.strings("pausing"), json.strings("conduitsAdded"), json.strings("conduitsRemoved"), components, json.strings("licences"), advisories(json), list(json, "vulnerabilities", PlanJson::vulnerability), list(json, "signers", PlanJson::signers),
        texts(json.object("changelogs")), json.strings("blastRadius"), texts(json.object("requalification")), Digests.sha256(bytes), json);
  }

  static JsonObject change(Plan.Change change) {
    return JsonObject.builder().put("name", change.name()).put("from", change.from().map(PlanJson::version)).put("to", change.to().map(PlanJson::version))
        .put("candidate", change.candidate() ? Optional.of(true) : Optional.empty()).put("publisher", change.publisher()).put("summary", change.summary()).build();
  }

  static JsonObject note(Plan.TrafficNote note) {
    return JsonObject.builder().put("name", note.name()).put("words", note.words()).build();
  }

  static JsonObject component(Plan.ComponentDiff diff) {
    return JsonObject.builder().put("name", diff.name()).put("added", diff.added()).put("removed", diff.removed()).put("changed", diff.changed()).build();
  }

  static JsonObject advisories(Plan.AdvisorySource source) {
    return JsonObject.builder().put("files", source.files()).put("records", source.records()).put("newest", source.newest()).build();
  }

  static JsonObject vulnerability(Plan.Vulnerability found) {
    return JsonObject.builder().put("state", found.state()).put("id", found.id()).put("aliases", found.aliases()).put("severity", found.severity()).put("package", found.pack())
        .put("component", found.component()).put("fixed", found.fixed()).put("summary", found.summary()).put("assessment", found.assessment()).build();
  }

  static JsonObject signers(Plan.Signers signers) {
    return JsonObject.builder().put("name", signers.name()).put("role", signers.role()).put("signatures", signers.signatures()).put("threshold", signers.threshold()).build();
  }

  /** Plans frozen by older releases lack it. */
  private static Plan.AdvisorySource advisories(JsonObject plan) {
    return plan.optionalObject("advisories").map(source -> new Plan.AdvisorySource((int) source.integer("files"), (int) source.integer("records"), source.optionalString("newest")))
        .orElse(new Plan.AdvisorySource(0, 0, Optional.empty()));
  }

  private static Plan.Vulnerability vulnerability(JsonObject json) {
    return new Plan.Vulnerability(json.string("state"), json.string("id"), json.strings("aliases"), json.string("severity"), json.string("package"), json.string("component"), json.strings("fixed"),
        json.string("summary"), json.optionalString("assessment"));
  }

  private static Plan.Signers signers(JsonObject json) {
    return new Plan.Signers(json.string("name"), json.string("role"), (int) json.integer("signatures"), (int) json.integer("threshold"));
  }

  private static <T> List<T> list(JsonObject plan, String key, Function<JsonObject, T> read) {
    return plan.has(key) ? plan.objects(key).stream().map(read).toList() : List.of();
  }

  static JsonObject version(PackageVersion version) {
    return JsonObject.builder().put("name", version.name()).put("kind", version.kind().label()).put("version", version.version()).put("digest", version.digest()).build();
  }

  private static PackageVersion version(JsonObject json) {
    return new PackageVersion(json.string("name"), PackageKind.of(json.string("kind")), json.string("version"), json.string("digest"));
  }

  private static Optional<PackageVersion> version(JsonObject change, String key) {
    return change.optionalObject(key).map(PlanJson::version);
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.keys().forEach(key -> texts.put(key, json.string(key)));
    return texts;
  }
}
