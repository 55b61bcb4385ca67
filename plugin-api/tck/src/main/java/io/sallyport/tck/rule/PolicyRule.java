package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.BundleCheck;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A point of the policy that an import applies to every bundle, by the importer's own code. */
record PolicyRule(String id, BundleCheck.Point point, String title, String why) implements StaticRule {
  /** The points that need nothing but the importer's judgement. */
  static final List<StaticRule> ALL = List.of(
      new PolicyRule("SP-TCK-0001", BundleCheck.Point.JAR, "Each bundle is a readable jar that reads alike from its start and from its end",
          "The import refuses it: what was looked at would not be what runs"),
      new PolicyRule("SP-TCK-0002", BundleCheck.Point.SYMBOLIC_NAME, "Each bundle has a symbolic name of its own and is no singleton",
          "The import refuses it: it could replace a bundle of the platform, or two versions could not run side by side"),
      new PolicyRule("SP-TCK-0004", BundleCheck.Point.HEADERS, "No header extends the framework, names native code, requires bundles or imports at will",
          "The import refuses it: such a bundle changes what others are wired to"),
      new PolicyRule("SP-TCK-0005", BundleCheck.Point.EXPORTS, "Nothing is exported or provided that belongs to the platform",
          "The import refuses it: at the next start platform bundles could be wired to it"),
      new PolicyRule("SP-TCK-0007", BundleCheck.Point.CONTENT, "No native code, no inference engine, no second manifest, in no nested jar either",
          "The import refuses it: native code cannot be unloaded, and nobody checks what it does"),
      new PolicyRule("SP-TCK-0008", BundleCheck.Point.MODEL, "A model's bundle holds no code at all",
          "The import refuses it: weights are data, and are approved as such"));

  @Override
  public Set<PackageKind> kinds() {
    return point == BundleCheck.Point.MODEL ? EnumSet.of(PackageKind.MODEL) : EnumSet.allOf(PackageKind.class);
  }

  @Override
  public Finding judge(Subject subject) {
    List<String> faults = Faults.of(subject, point);
    return Finding.failedIfAny(faults, subject.bundles().size() + " bundle" + (subject.bundles().size() == 1 ? "" : "s") + " looked at");
  }
}
