package io.sallyport.provision;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What is wanted of one model's candidate version; see {@link PlanRequest}. */
public sealed interface TrafficChange {
  /** Name of the model package. */
  String model();

  /** That version gets copies of the calls; the active one answers them. */
  record Shadow(String model, String version) implements TrafficChange {}

  /**
   * That version answers a share of the calls.
   *
   * @param percent share of the keys, 0 to 100; more than 0 unless there are assets
   * @param assets keys that it answers in any case
   */
  record Canary(String model, String version, int percent, Set<String> assets) implements TrafficChange {
    public Canary {
      assets = Collections.unmodifiableSet(new TreeSet<>(assets));
    }
  }

  /** The candidate becomes the active version; the one that was active goes. */
  record Promote(String model) implements TrafficChange {}

  /** The candidate goes. */
  record Withdraw(String model) implements TrafficChange {}
}
