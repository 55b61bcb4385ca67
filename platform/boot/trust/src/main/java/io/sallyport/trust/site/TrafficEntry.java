package io.sallyport.trust.site;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One entry of {@code custom.traffic} of a generation: a second version of a package, the candidate, takes part in live traffic beside the
 * active one (ADR 0022). Ordered by the candidate's name.
 *
 * @param candidate the version beside the active one
 * @param percent share of the keys that a canary answers, 0 to 100; 0 for a shadow
 * @param assets keys that a canary answers in any case, at most 1000; none for a shadow
 */
public record TrafficEntry(PackageRef candidate, TrafficMode mode, int percent, SortedSet<String> assets) implements Comparable<TrafficEntry> {
  /** The field in {@code custom}. */
  public static final String FIELD = "traffic";
  private static final Set<String> MEMBERS = Set.of("package", "candidate", "mode", "percent", "assets");
  private static final int ALL = 100;
  private static final int MOST_ASSETS = 1000;
  private static final int LONGEST_ASSET = 256;

  /** @throws RefusedException SP-TRUST-0090 for a share, or assets, that the mode cannot have */
  public TrafficEntry {
    assets = Collections.unmodifiableSortedSet(new TreeSet<>(assets));
    String where = "traffic of " + candidate;
    require(percent >= 0 && percent <= ALL, "the share must be 0 to 100 percent", where);
    require(mode == TrafficMode.CANARY || percent == 0 && assets.isEmpty(), "a shadow answers no calls: it has neither a share nor assets", where);
    require(mode == TrafficMode.SHADOW || percent > 0 || !assets.isEmpty(), "a canary needs a share above 0 percent, or assets", where);
    require(assets.size() <= MOST_ASSETS, "there can be " + MOST_ASSETS + " assets at most", where);
    require(assets.stream().allMatch(TrafficEntry::isAsset), "an asset must be 1 to " + LONGEST_ASSET + " characters in one line", where);
  }

  /** Copies of all calls, no answers. */
  public static TrafficEntry shadow(PackageRef candidate) {
    return new TrafficEntry(candidate, TrafficMode.SHADOW, 0, Collections.emptySortedSet());
  }

  /** As in metadata. */
  public JsonObject toJson() {
    return JsonObject.builder().put("package", candidate.name()).put("candidate", candidate.version()).put("mode", mode.label()).put("percent", percent).put("assets", assets).build();
  }

  /** As metadata hold them, by name. */
  public static List<JsonObject> toJson(Collection<TrafficEntry> entries) {
    return entries.stream().sorted().map(TrafficEntry::toJson).toList();
  }

  /**
   * The entries in an object's field {@value #FIELD}, by name; none if it has no such field.
   *
   * @throws RefusedException SP-TRUST-0090 if an entry is malformed, SP-TRUST-0006 if a member is of another type
   */
  public static List<TrafficEntry> of(JsonObject custom) {
    return custom.has(FIELD) ? custom.objects(FIELD).stream().map(TrafficEntry::read).sorted().toList() : List.of();
  }

  private static TrafficEntry read(JsonObject json) {
    String where = json.where();
    require(json.keys().equals(MEMBERS), "an entry has exactly the members " + new TreeSet<>(MEMBERS), where);
    PackageRef candidate = new PackageRef(json.string("package"), json.string("candidate"));
    require(PackageRef.isName(candidate.name()) && SemVer.parse(candidate.version()).isPresent(), "the candidate is no package version", where);
    long percent = json.integer("percent");
    require(percent >= 0 && percent <= ALL, "the share must be 0 to 100 percent", where);
    List<String> assets = json.strings("assets");
    require(new HashSet<>(assets).size() == assets.size(), "an asset is named twice", where);
    return new TrafficEntry(candidate, TrafficMode.of(json.string("mode"), where), (int) percent, new TreeSet<>(assets));
  }

  /**
   * That of each name there is one version, or two with one entry that names one of the two; and no entry for anything else.
   *
   * @throws RefusedException SP-TRUST-0091
   */
  static void require(List<TrafficEntry> entries, Collection<PackageRef> packages, String where) {
    Map<String, List<PackageRef>> versions = new HashMap<>();
    packages.forEach(pack -> versions.computeIfAbsent(pack.name(), name -> new ArrayList<>()).add(pack));
    for (TrafficEntry entry : entries) {
      List<PackageRef> both = versions.getOrDefault(entry.candidate.name(), List.of());
      if (both.size() != 2 || !both.contains(entry.candidate)) {
        throw refuse("SP-TRUST-0091", "traffic names the candidate " + entry.candidate + ", and the generation has " + both, where);
      }
    }
    for (Map.Entry<String, List<PackageRef>> of : versions.entrySet()) {
      long named = entries.stream().filter(entry -> entry.candidate.name().equals(of.getKey())).count();
      if (named != of.getValue().size() - 1) {
        throw refuse("SP-TRUST-0091", "the generation has " + of.getValue() + ", and traffic has " + named + " entries for " + of.getKey() + ": a second version needs exactly one", where);
      }
    }
  }

  private static boolean isAsset(String asset) {
    return !asset.isBlank() && asset.length() <= LONGEST_ASSET && asset.chars().noneMatch(Character::isISOControl);
  }

  private static void require(boolean holds, String what, String where) {
    if (!holds) {
      throw refuse("SP-TRUST-0090", what, where);
    }
  }

  private static RefusedException refuse(String code, String what, String where) {
    return new RefusedException(new Refusal(code, what, where, "plan a new generation"));
  }

  @Override
  public int compareTo(TrafficEntry other) {
    return candidate.compareTo(other.candidate);
  }

  /** Such as {@code shadow} or {@code canary 10 % and }. */
  public String words() {
    if (mode == TrafficMode.SHADOW) {
      return mode.label();
    }
    String named = String.join(", ", assets);
    return mode.label() + " " + (percent == 0 ? "for " + named : percent + " %" + (named.isEmpty() ? "" : " and " + named));
  }
}
