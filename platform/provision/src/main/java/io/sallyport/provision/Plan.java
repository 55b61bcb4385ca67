package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.TrafficEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a candidate generation would change. Computed once and frozen: approvers sign a generation that names its digest.
 *
 * @param generation number of the candidate
 * @param base generation it starts from; 0 = none
 * @param changes packages that come, go or are replaced, by name; of a model whose candidate comes or goes too, there are two
 * @param kept packages that stay as they are, candidates included
 * @param traffic the candidates and their parts in live traffic, as they are to be
 * @param trafficChanges what becomes of candidates, in words
 * @param pausing capabilities and connectors that are stopped for the moment of the switch, or for good
 * @param conduitsAdded network paths asked for that no running package has
 * @param conduitsRemoved network paths no longer needed
 * @param components bill of materials, per package, what changes
 * @param licences licences that no running package brought so far
 * @param advisories what the packages' components were compared with
 * @param vulnerabilities what is known about the components of everything that is to run, and what goes
 * @param signers who vouches for the packages that come
 * @param changelogs the publishers' notes since the version that runs, by package
 * @param blastRadius other bundles that are stopped and started again when old versions are retired; empty as a rule
 * @param requalification scope by package, as its descriptor states it
 * @param sha256 digest of the frozen plan
 * @param json the whole plan
 */
public record Plan(int generation, int base, List<Change> changes, List<PackageVersion> kept, List<TrafficEntry> traffic, List<TrafficNote> trafficChanges, List<String> pausing, List<String> conduitsAdded,
    List<String> conduitsRemoved, List<ComponentDiff> components, List<String> licences, AdvisorySource advisories,
    List<Vulnerability> vulnerabilities, List<Signers> signers, Map<String, String> changelogs, List<String> blastRadius, Map<String, String> requalification, String sha256, JsonObject json) {
  /**
   * One package: {@code from} is empty if it is new, {@code to} if it goes.
   *
   * @param candidate whether it comes or goes as a candidate, beside an active version of the same name
   */
  public record Change(String name, Optional<PackageVersion> from, Optional<PackageVersion> to, boolean candidate, String publisher, String summary) {}

  /** What becomes of the candidate of one model, as a sentence. */
  public record TrafficNote(String name, String words) {}

  /** Components that a package adds and drops, as {@code group:name version}, and changes, as {@code group:name old → new}. */
  public record ComponentDiff(String name, List<String> added, List<String> removed, List<String> changed) {}

  /**
   * The vendor's advisories.
   *
   * @param files how many files of them came on media; 0 = nothing was compared
   * @param records vulnerabilities in them
   * @param newest when the newest record was last modified, UTC
   */
  public record AdvisorySource(int files, int records, Optional<String> newest) {}

  /**
   * A known vulnerability of a component.
   *
   * @param state {@code comes}, {@code stays} or {@code goes} with this plan
   * @param component {@code group:name version}
   * @param pack the package it is in; {@value #PLATFORM} for the platform itself
   * @param fixed versions that mend it, ascending; may be empty
   * @param assessment what the vendor says of it in this component (VEX), such as {@code not affected: code not reachable}
   */
  public record Vulnerability(String state, String id, List<String> aliases, String severity, String pack, String component, List<String> fixed, String summary, Optional<String> assessment) {
    public static final String PLATFORM = "platform";
    public static final String COMES = "comes";
    public static final String STAYS = "stays";
    public static final String GOES = "goes";

    /** The same in another state. */
    public Vulnerability as(String other) {
      return new Vulnerability(other, id, aliases, severity, pack, component, fixed, summary, assessment);
    }
  }

  /** Who vouches for a package: the vendor's role, its valid signatures and how many it needs. */
  public record Signers(String name, String role, int signatures, int threshold) {}

  /** The names of the packages that it is about. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    changes.forEach(change -> names.add(change.name()));
    trafficChanges.forEach(note -> names.add(note.name()));
    return names;
  }

  public Plan {
    changes = List.copyOf(changes);
    kept = List.copyOf(kept);
    traffic = List.copyOf(traffic);
    trafficChanges = List.copyOf(trafficChanges);
    pausing = List.copyOf(pausing);
    conduitsAdded = List.copyOf(conduitsAdded);
    conduitsRemoved = List.copyOf(conduitsRemoved);
    components = List.copyOf(components);
    licences = List.copyOf(licences);
    vulnerabilities = List.copyOf(vulnerabilities);
    signers = List.copyOf(signers);
    blastRadius = List.copyOf(blastRadius);
  }
}
