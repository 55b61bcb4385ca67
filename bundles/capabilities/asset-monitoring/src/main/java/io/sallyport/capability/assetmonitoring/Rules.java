package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.check.CheckResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The configurations as they are now; of several about one thing the first counts, and the others are problems. Thread-safe. */
final class Rules {
  private final List<SignalComponent> signals = new CopyOnWriteArrayList<>();
  private final List<AssetComponent> assets = new CopyOnWriteArrayList<>();

  void add(SignalComponent signal) {
    signals.add(signal);
  }

  void remove(SignalComponent signal) {
    signals.remove(signal);
  }

  void add(AssetComponent asset) {
    assets.add(asset);
  }

  void remove(AssetComponent asset) {
    assets.remove(asset);
  }

  Collection<SignalRule> signals() {
    Map<String, SignalRule> first = new LinkedHashMap<>();
    signals.stream().flatMap(one -> one.rule().stream()).forEach(rule -> first.putIfAbsent(rule.asset() + "/" + rule.signal(), rule));
    return List.copyOf(first.values());
  }

  Collection<AssetRule> assets() {
    Map<String, AssetRule> first = new LinkedHashMap<>();
    assets.stream().flatMap(one -> one.rule().stream()).forEach(rule -> first.putIfAbsent(rule.asset(), rule));
    return List.copyOf(first.values());
  }

  /** Why configurations cannot be used, or are not. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    signals.stream().map(SignalComponent::problem).filter(problem -> !problem.isEmpty()).forEach(problems::add);
    assets.stream().map(AssetComponent::problem).filter(problem -> !problem.isEmpty()).forEach(problems::add);
    Collection<SignalRule> used = signals();
    signals.stream().flatMap(one -> one.rule().stream()).filter(rule -> !used.contains(rule))
        .forEach(rule -> problems.add(SignalConfig.PID + "~" + rule.name() + ": " + rule.asset() + "/" + rule.signal() + " is configured twice"));
    long twice = assets.stream().filter(one -> one.rule().isPresent()).count() - assets().size();
    if (twice > 0) {
      problems.add(AssetConfig.PID + ": an asset is configured twice");
    }
    return problems;
  }

  /** One check of each, failed where there is a problem. */
  List<CheckResult> checks() {
    List<CheckResult> checks = new ArrayList<>();
    signals().forEach(rule -> checks.add(CheckResult.passed("signal " + rule.name(), "can be used", "can be used")));
    assets().forEach(rule -> checks.add(CheckResult.passed("asset " + rule.asset(), "can be used", "can be used")));
    problems().forEach(problem -> checks.add(CheckResult.failed("configuration", problem, "can be used")));
    return checks;
  }

  @Override
  public String toString() {
    return signals().size() + " signals watched";
  }
}
