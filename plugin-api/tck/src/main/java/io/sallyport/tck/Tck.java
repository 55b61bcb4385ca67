package io.sallyport.tck;

import io.sallyport.tck.rule.StaticRules;
import io.sallyport.trust.Digests;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs every rule on a package's folder. Thread-safe. */
public final class Tck {
  /** Runs the package, and judges by what it does. */
  interface LiveTests {
    List<RuleOutcome> run(Subject subject);
  }

  private final Platform platform;
  private final LiveTests live;

  public Tck(Platform platform) {
    this(platform, subject -> List.of());
  }

  Tck(Platform platform, LiveTests live) {
    this.platform = platform;
    this.live = live;
  }

  /** All rules, in the order of a report. */
  public static List<Rule> rules() {
    return new ArrayList<>(StaticRules.all());
  }

  /**
   * @param folder holds {@code package.json} and its parts
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0060 or SP-TOOL-0001 if there is no package to look at
   */
  public TckReport run(Path folder) {
    Subject subject = Subject.open(folder, platform);
    List<RuleOutcome> outcomes = new ArrayList<>();
    StaticRules.all().forEach(rule -> outcomes.add(outcome(rule, judge(rule, subject))));
    outcomes.addAll(live.run(subject));
    Descriptor descriptor = subject.descriptor();
    return new TckReport(platform.release(), platform.api().toString(), Runtime.version().toString(), System.getProperty("os.name") + " " + System.getProperty("os.arch"), descriptor.name(),
        descriptor.version(), descriptor.kind(), TckReport.subject(descriptor), subject.bundles().stream().map(Digests::sha256).toList(), outcomes);
  }

  private static Finding judge(StaticRule rule, Subject subject) {
    if (!rule.kinds().contains(subject.kind())) {
      return notFor(subject);
    }
    try {
      return rule.judge(subject);
    } catch (RuntimeException e) {
      return Finding.failed("it could not be judged: " + e.getMessage());
    }
  }

  static Finding notFor(Subject subject) {
    return Finding.notApplicable("not for the kind " + subject.kind().label());
  }

  static RuleOutcome outcome(Rule rule, Finding finding) {
    Verdict verdict = finding instanceof Finding.Passed ? Verdict.PASSED : finding instanceof Finding.Failed ? Verdict.FAILED : Verdict.NOT_APPLICABLE;
    return new RuleOutcome(rule.id(), rule.title(), verdict, finding.observed());
  }
}
