package io.sallyport.vault.advisory;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CycloneDX document of version 1.4 or later whose {@code vulnerabilities} say what of it concerns which component. A component is a package
 * URL, or the {@code bom-ref} of one in the same document; others say nothing here. One use.
 */
final class Vex {
  private static final Set<String> UNAFFECTED = Set.of("not_affected", "false_positive", "resolved", "resolved_with_pedigree");
  private static final String PURL = "pkg:";

  private final JsonObject document;
  private final String where;
  private final Map<String, String> components = new HashMap<>();
  private final List<Advisory> records = new ArrayList<>();
  private final List<Assessment> assessments = new ArrayList<>();

  Vex(JsonObject document, String where) {
    this.document = document;
    this.where = where;
  }

  /** @throws RefusedException SP-MEDIUM-0040 */
  AdvisoryFile read() {
    try {
      if (!document.string("bomFormat").equals("CycloneDX") || !document.string("specVersion").matches("1\\.([4-9]|[1-9][0-9])") || !document.has("vulnerabilities")) {
        throw Advisory.refuse("no CycloneDX document of version 1.4 or later with vulnerabilities", where);
      }
      collect(document);
      document.objects("vulnerabilities").forEach(this::vulnerability);
      return new AdvisoryFile(records, assessments);
    } catch (DateTimeException e) {
      throw Advisory.refuse("a time is none", where);
    } catch (RefusedException e) {
      throw e.refusal().code().equals("SP-MEDIUM-0040") ? e : Advisory.refuse(e.refusal().what() + " (" + e.refusal().where() + ")", where);
    }
  }

  private void collect(JsonObject parent) {
    if (parent.has("components")) {
      for (JsonObject component : parent.objects("components")) {
        component.optionalString("bom-ref").ifPresent(ref -> component.optionalString("purl").ifPresent(purl -> components.put(ref, purl)));
        collect(component);
      }
    }
  }

  private void vulnerability(JsonObject json) {
    String id = Advisory.line(json.string("id"));
    Instant modified = json.optionalString("updated").or(() -> json.optionalString("published")).or(() -> document.optionalObject("metadata").flatMap(metadata -> metadata.optionalString("timestamp")))
        .map(text -> OffsetDateTime.parse(text).toInstant()).orElseThrow(() -> Advisory.refuse("neither " + id + " nor the document says when it was written", where));
    Optional<JsonObject> analysis = json.optionalObject("analysis");
    Optional<String> state = analysis.flatMap(each -> each.optionalString("state")).map(Advisory::line);
    List<Affected> affected = new ArrayList<>();
    for (JsonObject item : json.has("affects") ? json.objects("affects") : List.<JsonObject>of()) {
      purl(item.string("ref")).ifPresent(purl -> affected.add(affected(purl, item)));
    }
    state.ifPresent(said -> assessments.add(new Assessment(id, said, analysis.flatMap(each -> each.optionalString("justification")).map(Advisory::line), modified, affected)));
    if (state.filter(UNAFFECTED::contains).isEmpty()) {
      records.add(new Advisory(id, aliases(json), modified, severity(json), Advisory.line(json.optionalString("description").or(() -> json.optionalString("detail")).orElse("")), affected));
    }
  }

  private static List<String> aliases(JsonObject json) {
    return json.has("references") ? json.objects("references").stream().map(reference -> Advisory.line(reference.string("id"))).toList() : List.of();
  }

  private static String severity(JsonObject json) {
    return json.has("ratings") ? json.objects("ratings").stream().flatMap(rating -> rating.optionalString("severity").stream()).findFirst()
        .map(word -> word.equals("medium") ? "MODERATE" : Advisory.line(word).toUpperCase(Locale.ROOT)).orElse("unknown") : "unknown";
  }

  /** {@code pkg:…}, a {@code bom-ref} of this document, or {@code urn:cdx:…#bom-ref}. */
  private Optional<String> purl(String ref) {
    return ref.startsWith(PURL) ? Optional.of(ref) : Optional.ofNullable(components.get(ref)).or(() -> Optional.ofNullable(components.get(ref.substring(ref.indexOf('#') + 1))));
  }

  private Affected affected(String purl, JsonObject item) {
    String base = Affected.base(purl);
    List<List<Affected.Event>> ranges = new ArrayList<>();
    List<String> versions = new ArrayList<>();
    for (JsonObject version : item.has("versions") ? item.objects("versions") : List.<JsonObject>of()) {
      version.optionalString("version").ifPresent(versions::add);
      version.optionalString("range").ifPresent(range -> new VersionRange(range, where).addTo(ranges, versions));
    }
    if (!item.has("versions")) {
      String plain = purl.replaceFirst("[?#].*", "");
      if (plain.length() > base.length()) {
        versions.add(plain.substring(base.length() + 1));
      } else {
        ranges.add(List.of(new Affected.Event("introduced", "0")));
      }
    }
    return new Affected(base, ranges, versions);
  }
}
