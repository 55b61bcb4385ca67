package io.sallyport.compatibility;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.HeaderClauses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Judges packages against one release: range of the plugin API, imports, linkage. Not thread-safe. */
public final class PackageJudge {
  private static final String NEXT = "have a version of the package that is built for this release before you apply it";

  private final PlatformRelease platform;

  public PackageJudge(PlatformRelease platform) {
    this.platform = platform;
  }

  /**
   * What the release would break of a package.
   *
   * @param bundle where a part with the role {@code bundle} lies
   * @return SP-COMPAT-0001 to 0009; empty if nothing
   */
  public List<Refusal> problems(Descriptor descriptor, Function<Descriptor.Part, Path> bundle) {
    List<Refusal> problems = new ArrayList<>();
    String where = descriptor.ref().toString();
    if (!includes(descriptor.api(), Version.parseVersion(platform.release().api()))) {
      problems.add(new Refusal("SP-COMPAT-0001", "the package is for the plugin API " + descriptor.api() + ", the release has " + platform.release().api(), where, NEXT));
    }
    try {
      PackageCode code = PackageCode.of(descriptor.parts("bundle").stream().map(part -> JarContent.read(bundle.apply(part), where + " " + part.path())).toList(), where);
      code.imports().forEach(clause -> imports(clause, where, problems));
      code.requirements().forEach(clause -> requirement(clause, where, problems));
      for (Linkage.Problem problem : new Linkage(platform.types(), code).check()) {
        problems.add(new Refusal(problem.code(), problem.what(), where + " " + problem.user(), NEXT));
      }
    } catch (RefusedException e) {
      problems.add(new Refusal("SP-COMPAT-0009", "the package cannot be judged: " + e.refusal().what(), where, "import the medium that carries it again"));
    }
    return problems;
  }

  private void imports(HeaderClauses.Clause clause, String where, List<Refusal> problems) {
    boolean optional = clause.parameters().getOrDefault("resolution:", "").equals("optional");
    String range = clause.parameters().getOrDefault("version", "0");
    for (String name : clause.paths()) {
      List<Version> offered = platform.exports().getOrDefault(name, List.of());
      // What no bundle exports comes from the framework and the JDK, unless it is of the plugin API.
      boolean judged = PlatformRelease.isApi(name) || platform.release().complete() && !offered.isEmpty();
      if (judged && !optional && offered.stream().noneMatch(version -> includes(range, version))) {
        problems.add(new Refusal("SP-COMPAT-0002", "the package imports " + name + " " + range + ", the release " + (offered.isEmpty() ? "has no such package" : "has " + offered), where, NEXT));
      }
    }
  }

  private void requirement(HeaderClauses.Clause clause, String where, List<Refusal> problems) {
    boolean ofApi = clause.paths().contains(PlatformRelease.NAMESPACE) && !platform.capabilities().isEmpty();
    String filter = clause.parameters().getOrDefault("filter:", "");
    if (ofApi && platform.capabilities().stream().noneMatch(attributes -> matches(filter, attributes))) {
      problems.add(new Refusal("SP-COMPAT-0002", "the package requires the plugin API " + filter + ", the release has " + platform.release().api(), where, NEXT));
    }
  }

  private static boolean matches(String filter, Map<String, Object> attributes) {
    try {
      return filter.isEmpty() || FrameworkUtil.createFilter(filter).matches(attributes);
    } catch (InvalidSyntaxException e) {
      return false;
    }
  }

  private static boolean includes(String range, Version version) {
    try {
      return new VersionRange(range).includes(version);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
