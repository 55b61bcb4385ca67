package io.sallyport.provision;

import java.util.List;
import java.util.Optional;

/**
 * What is wanted: everything that runs now with these changes, or exactly what an earlier generation ran.
 *
 * @param packages {@code NAME} (newest version) or {@code NAME/VERSION}, to be added or to take the place of the running version
 * @param remove names to be taken out
 * @param like an approved generation whose packages are to run again; then there are no other changes
 */
public record PlanRequest(List<String> packages, List<String> remove, Optional<Integer> like) {
  public PlanRequest {
    packages = List.copyOf(packages);
    remove = List.copyOf(remove);
  }

  /** Changes to what runs now. */
  public PlanRequest(List<String> packages, List<String> remove) {
    this(packages, remove, Optional.empty());
  }

  /** The packages of an earlier generation. */
  public static PlanRequest like(int generation) {
    return new PlanRequest(List.of(), List.of(), Optional.of(generation));
  }
}
