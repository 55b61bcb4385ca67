package io.sallyport.tck.live;

import java.util.List;

/** All rules that are judged by running. */
public final class LiveRules {
  private LiveRules() {}

  /** In the order of their ids. */
  public static List<LiveRule> all() {
    return List.of(new AbsentRule(), new LifecycleRule(), new NothingLeftRule(), new PassiveRule(), new LeakRule(), new SideBySideRule(), new ConfigurationRule(), new ConduitUseRule(), new SignalRule(),
        new InferenceRule(), new HealthRule(), new SameChecksRule(), new GoldenRule());
  }
}
