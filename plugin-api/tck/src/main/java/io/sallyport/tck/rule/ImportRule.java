package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.BundleCheck;
import io.sallyport.vault.HeaderClauses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.VersionRange;

/** Imports: the API, the few libraries that packages may count on, and each in a version that the platform has. */
final class ImportRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0006";
  }

  @Override
  public String title() {
    return "Only the plugin API, OSGi, SLF4J and the JDK are imported (by connectors Netty and Bouncy Castle too), in versions that the platform has";
  }

  @Override
  public String why() {
    return "Inner packages are refused at import; anything else the platform may drop or change, and then the bundle does not resolve";
  }

  @Override
  public Finding judge(Subject subject) {
    List<String> faults = new ArrayList<>(Faults.of(subject, BundleCheck.Point.IMPORTS));
    int imports = 0;
    for (Path bundle : faults.isEmpty() ? subject.bundles() : List.<Path>of()) {
      Set<String> own = exported(subject, bundle);
      for (HeaderClauses.Clause clause : HeaderClauses.parse(subject.header(bundle, "Import-Package").orElse(""))) {
        VersionRange range = new VersionRange(clause.parameters().getOrDefault("version", "0.0.0"));
        boolean optional = clause.parameters().getOrDefault("resolution:", "mandatory").equals("optional");
        imports += clause.paths().size();
        clause.paths().stream().filter(name -> !optional && !own.contains(name)).forEach(name -> fault(subject, bundle, name, range, faults));
      }
    }
    return Finding.failedIfAny(faults, imports + " imported packages");
  }

  private static void fault(Subject subject, Path bundle, String name, VersionRange range, List<String> faults) {
    if (!subject.platform().promises(name, subject.kind() == PackageKind.CONNECTOR)) {
      faults.add(bundle.getFileName() + " imports " + name + ", which the platform does not promise: embed that library");
    } else if (!subject.platform().offers(name, range)) {
      faults.add(bundle.getFileName() + " imports " + name + " " + range + ", the platform has " + subject.platform().surface().exports().getOrDefault(name, List.of()));
    }
  }

  private static Set<String> exported(Subject subject, Path bundle) {
    Set<String> exported = new HashSet<>();
    HeaderClauses.parse(subject.header(bundle, "Export-Package").orElse("")).forEach(clause -> exported.addAll(clause.paths()));
    return exported;
  }
}
