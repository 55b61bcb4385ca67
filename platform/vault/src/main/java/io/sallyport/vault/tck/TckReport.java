package io.sallyport.vault.tck;

import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the TCK found about one package, signed by who released it: the part {@code tck-report.json} of role {@code checks}. It names no time,
 * so that the same package tested again gives the same bytes. Immutable.
 *
 * @param tck version of the TCK
 * @param api version of the plugin API that it tested against
 * @param jdk version of the Java runtime
 * @param os operating system and processor
 * @param name of the package, as version and kind
 * @param subject what was tested, see {@link #subject(Descriptor)}
 * @param bundles SHA-256 of the package's bundles, in the descriptor's order
 * @param rules in the TCK's order, at least one
 */
public record TckReport(String tck, String api, String jdk, String os, String name, String version, String kind, String subject, List<String> bundles, List<RuleOutcome> rules) {
  /** The report's file name in a package. */
  public static final String FILE = "tck-report.json";
  private static final String SCHEMA = "sallyport.tck-report/1";
  private static final String TYPE = "tck-report";
  private static final String CHECKS = "checks";
  private static final Limits LIMITS = Limits.bytes(1 << 20);

  /** Text becomes single lines. */
  public TckReport {
    tck = RuleOutcome.line(tck);
    api = RuleOutcome.line(api);
    jdk = RuleOutcome.line(jdk);
    os = RuleOutcome.line(os);
    name = RuleOutcome.line(name);
    version = RuleOutcome.line(version);
    kind = RuleOutcome.line(kind);
    subject = RuleOutcome.line(subject);
    bundles = List.copyOf(bundles);
    rules = List.copyOf(rules);
  }

  /** A report with its signatures, none of which has been checked. */
  public record Signed(TckReport report, Envelope envelope) {}

  /**
   * The digest of all that a report is about: the descriptor without its parts of role {@code checks}, of which the report is one. Through it
   * every other part, the conduits, roles and the API's range are bound.
   */
  public static String subject(Descriptor descriptor) {
    JsonObject json = descriptor.json();
    List<JsonObject> parts = json.objects("parts").stream().filter(part -> !part.string("role").equals(CHECKS)).toList();
    return Digests.sha256(CanonicalJson.encode(json.toBuilder().put("parts", parts).build()));
  }

  /** Reads one; checks its form, not its signatures. @throws RefusedException SP-MEDIUM-0060, or a JSON refusal */
  public static Signed read(byte[] bytes, String where) {
    Envelope envelope = Envelope.parse(bytes, where, LIMITS);
    JsonObject signed = envelope.signed();
    require(signed.string("_type").equals(TYPE) && signed.string("schema").equals(SCHEMA), "it is no report of the form " + SCHEMA, where);
    JsonObject pack = signed.object("package");
    List<RuleOutcome> rules = signed.objects("rules").stream().map(RuleOutcome::fromJson).toList();
    Set<String> ids = new HashSet<>();
    require(!rules.isEmpty() && rules.stream().allMatch(rule -> ids.add(rule.id())), "it names no rule, or one twice", where);
    List<String> bundles = new ArrayList<>();
    signed.objects("bundles").forEach(bundle -> bundles.add(bundle.string("sha256")));
    TckReport report = new TckReport(signed.string("tck"), signed.string("api"), signed.string("jdk"), signed.string("os"), pack.string("name"), pack.string("version"), pack.string("kind"),
        signed.string("subject"), bundles, rules);
    require(report.count(RuleOutcome.Verdict.PASSED) == signed.integer("passed") && report.count(RuleOutcome.Verdict.FAILED) == signed.integer("failed"),
        "its counts are not those of its rules", where);
    return new Signed(report, envelope);
  }

  /** What is signed. */
  public JsonObject toJson() {
    return JsonObject.builder().put("_type", TYPE).put("schema", SCHEMA).put("tck", tck).put("api", api).put("jdk", jdk).put("os", os)
        .put("package", JsonObject.builder().put("name", name).put("version", version).put("kind", kind).build()).put("subject", subject)
        .put("bundles", bundles.stream().map(bundle -> JsonObject.builder().put("sha256", bundle).build()).toList())
        .put("passed", count(RuleOutcome.Verdict.PASSED)).put("failed", count(RuleOutcome.Verdict.FAILED)).put("notApplicable", count(RuleOutcome.Verdict.NOT_APPLICABLE))
        .put("rules", rules.stream().map(RuleOutcome::toJson).toList()).build();
  }

  /** How many rules went that way. */
  public long count(RuleOutcome.Verdict verdict) {
    return rules.stream().filter(rule -> rule.verdict() == verdict).count();
  }

  /** The rules that failed. */
  public List<RuleOutcome> failures() {
    return rules.stream().filter(rule -> rule.verdict() == RuleOutcome.Verdict.FAILED).toList();
  }

  /** Whether no rule failed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  private static void require(boolean holds, String what, String where) {
    if (!holds) {
      throw new RefusedException(new Refusal("SP-MEDIUM-0060", "the TCK report cannot be read: " + what, where, "have the TCK run again"));
    }
  }
}
