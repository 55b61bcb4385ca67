package io.sallyport.vault.advisory;

import io.sallyport.trust.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of one component an advisory is about (OSV, {@code affected}).
 *
 * @param purl package URL without a version
 * @param ranges of type ECOSYSTEM or SEMVER; others say nothing here
 * @param versions versions listed one by one
 */
public record Affected(String purl, List<List<Event>> ranges, List<String> versions) {
  /** Where a range begins or ends: {@code introduced fixed last_affected}. */
  public record Event(String kind, String version) {
    private boolean begins() {
      return kind.equals("introduced") && version.equals("0");
    }
  }

  private static final List<String> KINDS = List.of("introduced", "fixed", "last_affected");

  public Affected {
    ranges = List.copyOf(ranges);
    versions = List.copyOf(versions);
  }

  /** Empty if it names no component by package URL, nor by Maven coordinates. */
  static Optional<Affected> of(JsonObject json) {
    Optional<JsonObject> component = json.optionalObject("package");
    Optional<String> purl = component.flatMap(c -> c.optionalString("purl")).map(Affected::base)
        .or(() -> component.filter(c -> c.optionalString("ecosystem").filter("Maven"::equals).isPresent()).map(c -> "pkg:maven/" + c.string("name").replace(':', '/')));
    List<List<Event>> ranges = new ArrayList<>();
    for (JsonObject range : json.has("ranges") ? json.objects("ranges") : List.<JsonObject>of()) {
      if (!range.string("type").equals("GIT")) {
        ranges.add(events(range));
      }
    }
    return purl.map(name -> new Affected(name, ranges, json.has("versions") ? json.strings("versions") : List.of()));
  }

  /** A package URL without version, qualifiers and subpath. */
  public static String base(String purl) {
    String plain = purl.replaceFirst("[?#].*", "");
    int at = plain.lastIndexOf('@');
    return at > plain.lastIndexOf('/') ? plain.substring(0, at) : plain;
  }

  /** Whether that version of the component is affected. */
  public boolean includes(String version) {
    return versions.contains(version) || ranges.stream().anyMatch(range -> includes(range, new ComponentVersion(version)));
  }

  /** Versions that mend it and come after that version, in order. */
  public List<String> fixedAfter(String version) {
    ComponentVersion present = new ComponentVersion(version);
    return ranges.stream().flatMap(List::stream).filter(event -> event.kind().equals("fixed")).map(Event::version).filter(fixed -> new ComponentVersion(fixed).compareTo(present) > 0)
        .distinct().sorted(Comparator.comparing(ComponentVersion::new)).toList();
  }

  /** The last event at or before the version decides. */
  private static boolean includes(List<Event> range, ComponentVersion version) {
    boolean affected = false;
    for (Event event : range) {
      int order = event.begins() ? 1 : version.compareTo(new ComponentVersion(event.version()));
      switch (event.kind()) {
        case "introduced" -> affected = affected || order >= 0;
        case "fixed" -> affected = affected && order < 0;
        default -> affected = affected && order <= 0;
      }
    }
    return affected;
  }

  private static List<Event> events(JsonObject range) {
    List<Event> events = new ArrayList<>();
    for (JsonObject json : range.objects("events")) {
      KINDS.stream().filter(json::has).forEach(kind -> events.add(new Event(kind, json.string(kind))));
    }
    events.sort((left, right) -> left.begins() ? (right.begins() ? 0 : -1) : right.begins() ? 1 : new ComponentVersion(left.version()).compareTo(new ComponentVersion(right.version())));
    return List.copyOf(events);
  }
}
