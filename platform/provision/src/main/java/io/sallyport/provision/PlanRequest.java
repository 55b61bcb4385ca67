package io.sallyport.provision;

import java.util.List;
import java.util.Optional;

/**
 * What is wanted: everything that runs now with these changes, or exactly what an earlier generation ran, traffic included.
 *
 * @param packages {@code NAME} (newest version) or {@code NAME/VERSION}, to be added or to take the place of the running version
 * @param remove names to be taken out
 * @param like an approved generation whose packages are to run again; then there are no other changes
 * @param traffic what is wanted of candidate versions, one change a model at most, and none of a model in {@code packages} or {@code remove}
 * @param keepTraffic whether candidates stay of which nothing else is said: each as long as its active version stays too. Without, they go
 * @param despite why a candidate that is not healthy is to answer more calls all the same, in words that those who approve the plan read
 */
public record PlanRequest(List<String> packages, List<String> remove, Optional<Integer> like, List<TrafficChange> traffic, boolean keepTraffic,
    Optional<String> despite) {
  public PlanRequest {
    packages = List.copyOf(packages);
    remove = List.copyOf(remove);
    traffic = List.copyOf(traffic);
  }

  public PlanRequest(List<String> packages, List<String> remove, Optional<Integer> like, List<TrafficChange> traffic, boolean keepTraffic) {
    this(packages, remove, like, traffic, keepTraffic, Optional.empty());
  }

  /** Changes to what runs now; candidates stay while their active versions do. */
  public PlanRequest(List<String> packages, List<String> remove) {
    this(packages, remove, Optional.empty(), List.of(), true);
  }

  /** The packages of an earlier generation. */
  public static PlanRequest like(int generation) {
    return new PlanRequest(List.of(), List.of(), Optional.of(generation), List.of(), true);
  }

  /** Nothing but this change. */
  public static PlanRequest of(TrafficChange change) {
    return new PlanRequest(List.of(), List.of(), Optional.empty(), List.of(change), true);
  }

  /** The same without any candidate. */
  public PlanRequest withoutTraffic() {
    return new PlanRequest(packages, remove, like, traffic, false, despite);
  }

  /** The same for a candidate that is not healthy. @param reason in words that those who approve the plan read */
  public PlanRequest despite(String reason) {
    return new PlanRequest(packages, remove, like, traffic, keepTraffic, Optional.of(reason));
  }
}
