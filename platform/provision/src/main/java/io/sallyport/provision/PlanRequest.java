package io.sallyport.provision;

import java.util.List;

/**
 * What is wanted: everything that runs now, with these changes.
 *
 * @param packages {@code NAME} (newest version) or {@code NAME/VERSION}, to be added or to take the place of the running version
 * @param remove names to be taken out
 */
public record PlanRequest(List<String> packages, List<String> remove) {
  public PlanRequest {
    packages = List.copyOf(packages);
    remove = List.copyOf(remove);
  }
}
