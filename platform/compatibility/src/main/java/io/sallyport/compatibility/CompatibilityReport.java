package io.sallyport.compatibility;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.PackageRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found.
 *
 * @param release what was judged against
 * @param packages the packages judged, by name, then by version
 */
public record CompatibilityReport(Release release, List<Verdict> packages) {
  /**
   * The release, in words.
   *
   * @param name such as {@code sallyport 0.2.0}
   * @param api version of its plugin API
   * @param sha256 of the jar of its plugin API
   * @param signed whether a signed inventory names that jar
   * @param complete whether all its bundles were there: only then imports beyond the plugin API are judged
   */
  public record Release(String name, String api, String sha256, boolean signed, boolean complete) {}

  /**
   * One package.
   *
   * @param runs whether the running generation holds it
   * @param problems SP-COMPAT-0001 to 0009; empty if the release would not break it
   */
  public record Verdict(PackageRef ref, boolean runs, List<Refusal> problems) {
    public Verdict {
      problems = List.copyOf(problems);
    }

    public boolean breaks() {
      return !problems.isEmpty();
    }
  }

  public CompatibilityReport {
    packages = List.copyOf(packages);
  }

  /** Whether the release would break nothing that was judged. */
  public boolean compatible() {
    return packages.stream().noneMatch(Verdict::breaks);
  }

  /** How many packages it would break. */
  public long broken() {
    return packages.stream().filter(Verdict::breaks).count();
  }

  /** For people: the release, then each package with what would break of it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Release " + release.name() + ": plugin API " + release.api() + ", " + (release.signed() ? "named by the signed inventory" : "NOT SIGNED: compare its SHA-256 with the vendor's") + ", "
        + release.sha256());
    if (!release.complete()) {
      lines.add("Only the plugin API was given: imports of other libraries are not judged");
    }
    for (Verdict verdict : packages) {
      lines.add((verdict.breaks() ? "  BREAKS  " : "  fits    ") + verdict.ref() + (verdict.runs() ? ", runs" : ""));
      verdict.problems().forEach(problem -> lines.add("          " + problem.message()));
    }
    lines.add(compatible() ? packages.size() + " packages judged, none would break" : broken() + " of " + packages.size() + " packages would break");
    return lines;
  }

  /** For programs: {@code sallyport.compatibility/1}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", "sallyport.compatibility/1");
    json.put("release", Map.of("name", release.name(), "api", release.api(), "sha256", release.sha256(), "signed", release.signed(), "complete", release.complete()));
    json.put("compatible", compatible());
    json.put("packages", packages.stream().map(CompatibilityReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(Verdict verdict) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", verdict.ref().name());
    json.put("version", verdict.ref().version());
    json.put("runs", verdict.runs());
    json.put("breaks", verdict.breaks());
    json.put("problems", verdict.problems().stream().map(problem -> Map.of("code", problem.code(), "what", problem.what(), "where", problem.where(), "next", problem.next())).toList());
    return json;
  }
}
