package io.sallyport.tck;

import io.sallyport.tck.live.ChildJvm;
import io.sallyport.tck.live.LiveRule;
import io.sallyport.tck.live.LiveRules;
import io.sallyport.tck.rule.StaticRules;
import io.sallyport.trust.Digests;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.RuleOutcome.Verdict;
import io.sallyport.vault.tck.TckReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs every rule on a package's folder. Thread-safe. */
public final class Tck {
  /** Runs the package, and judges by what it does. */
  interface LiveTests {
    List<RuleOutcome> run(Subject subject);
  }

  private final Platform platform;
  private final LiveTests live;

  /** @param setup {@code tck.json}: what the plugin needs around it to work; empty = nothing */
  public Tck(Platform platform, Optional<Path> setup) {
    this(platform, subject -> live(subject, new ChildJvm(setup)));
  }

  Tck(Platform platform, LiveTests live) {
    this.platform = platform;
    this.live = live;
  }

  /** All rules, in the order of a report. */
  public static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(StaticRules.all());
    rules.addAll(LiveRules.all());
    return rules;
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

  /** Only what would be let in is run. */
  private static List<RuleOutcome> live(Subject subject, ChildJvm jvm) {
    List<LiveRule> fitting = LiveRules.all().stream().filter(rule -> rule.kinds().contains(subject.kind())).toList();
    boolean admissible = subject.bundles().stream().allMatch(bundle -> subject.policy(bundle).findings().isEmpty());
    Map<String, Finding> findings = admissible && !fitting.isEmpty() ? jvm.run(subject, fitting) : Map.of();
    List<RuleOutcome> outcomes = new ArrayList<>();
    for (LiveRule rule : LiveRules.all()) {
      Finding otherwise = fitting.contains(rule) ? Finding.failed("not run: the import would refuse the bundle") : notFor(subject);
      outcomes.add(outcome(rule, findings.getOrDefault(rule.id(), otherwise)));
    }
    return outcomes;
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
