package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a candidate generation would change. Computed once and frozen: approvers sign a generation that names its digest.
 *
 * @param generation number of the candidate
 * @param base generation it starts from; 0 = none
 * @param changes packages that come, go or are replaced, by name
 * @param kept packages that stay as they are
 * @param pausing capabilities and connectors that are stopped for the moment of the switch, or for good
 * @param conduitsAdded network paths asked for that no running package has
 * @param conduitsRemoved network paths no longer needed
 * @param components bill of materials, per package, what changes
 * @param licences licences that no running package brought so far
 * @param changelogs the publishers' notes, by package
 * @param blastRadius other bundles that are stopped and started again when old versions are retired; empty as a rule
 * @param requalification scope by package, as its descriptor states it
 * @param sha256 digest of the frozen plan
 * @param json the whole plan
 */
public record Plan(int generation, int base, List<Change> changes, List<PackageVersion> kept, List<String> pausing, List<String> conduitsAdded,
    List<String> conduitsRemoved, List<ComponentDiff> components, List<String> licences, Map<String, String> changelogs, List<String> blastRadius,
    Map<String, String> requalification, String sha256, JsonObject json) {
  /** One package: {@code from} is empty if it is new, {@code to} if it goes. */
  public record Change(String name, Optional<PackageVersion> from, Optional<PackageVersion> to, String publisher, String summary) {}

  /** Third-party components that a package adds, drops or changes, as {@code group:name version}. */
  public record ComponentDiff(String name, List<String> added, List<String> removed) {}

  public Plan {
    changes = List.copyOf(changes);
    kept = List.copyOf(kept);
    pausing = List.copyOf(pausing);
    conduitsAdded = List.copyOf(conduitsAdded);
    conduitsRemoved = List.copyOf(conduitsRemoved);
    components = List.copyOf(components);
    licences = List.copyOf(licences);
    blastRadius = List.copyOf(blastRadius);
  }
}
