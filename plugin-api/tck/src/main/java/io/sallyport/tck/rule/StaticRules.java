package io.sallyport.tck.rule;

import io.sallyport.tck.Rule;
import io.sallyport.tck.StaticRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules that are judged by looking. */
public final class StaticRules {
  private StaticRules() {}

  /** In the order of their ids. */
  public static List<StaticRule> all() {
    return Stream.concat(PolicyRule.ALL.stream(), Stream.of(new PackageHeaderRule(), new ImportRule(), new DescriptorRule(), new ApiRangeRule(), new ConduitRule(), new ChangelogRule(), new SbomRule(),
        new LicenceRule(), new ModelRule(), new ClassVersionRule())).sorted(Comparator.comparing(Rule::id)).toList();
  }
}
