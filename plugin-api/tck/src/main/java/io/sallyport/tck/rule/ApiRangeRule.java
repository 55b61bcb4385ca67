package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.vault.HeaderClauses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** The API's range in the descriptor is closed, holds this platform's API, and promises no more than the bundles import. */
final class ApiRangeRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0010";
  }

  @Override
  public String title() {
    return "The descriptor's range of the plugin API ends below the next incompatible version, holds this platform's, and agrees with the bundles' imports";
  }

  @Override
  public String why() {
    return "A site judges by this range before it plans an update (SP-PLAN-0006); an open one lets through what breaks later";
  }

  @Override
  public Finding judge(Subject subject) {
    String text = subject.descriptor().api();
    VersionRange range = new VersionRange(text);
    Version api = subject.platform().api();
    List<String> faults = new ArrayList<>();
    if (range.getRight() == null || range.includes(nextIncompatible(api))) {
      faults.add("the range " + text + " does not end below " + nextIncompatible(api) + ": write [" + short_(api) + "," + short_(nextIncompatible(api)) + ")");
    }
    if (!range.includes(api)) {
      faults.add("the range " + text + " does not hold " + api + ", the API of this platform");
    }
    for (Path bundle : subject.bundles()) {
      for (HeaderClauses.Clause clause : HeaderClauses.parse(subject.header(bundle, "Import-Package").orElse(""))) {
        clause.paths().stream().filter(name -> name.startsWith("io.sallyport.api.")).forEach(name -> imported(name, clause.parameters().get("version"), range, faults));
      }
    }
    return Finding.failedIfAny(faults, text + " holds " + api);
  }

  private static void imported(String name, String version, VersionRange range, List<String> faults) {
    if (version == null || new VersionRange(version).getRight() == null) {
      faults.add(name + " is imported without an upper bound: let bnd write the range");
    } else if (!new VersionRange(version).includes(range.getLeft())) {
      faults.add(name + " is imported as " + version + ", the descriptor's range begins at " + range.getLeft());
    }
  }

  /** Below 1.0 each minor version may break. */
  private static Version nextIncompatible(Version api) {
    return api.getMajor() == 0 ? new Version(0, api.getMinor() + 1, 0) : new Version(api.getMajor() + 1, 0, 0);
  }

  private static String short_(Version version) {
    return version.getMajor() + "." + version.getMinor();
  }
}
