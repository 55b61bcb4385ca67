package io.sallyport.trust.site;

import io.sallyport.trust.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many different people must have signed, and which roles must be among them (separation of duties).
 *
 * @param threshold at least 1
 * @param separation roles that must each be filled by another person; may be empty
 */
public record ApprovalRule(int threshold, List<String> separation) {
  public ApprovalRule {
    separation = List.copyOf(separation);
  }

  static ApprovalRule fromJson(JsonObject json) {
    return new ApprovalRule(Math.toIntExact(json.integer("threshold")), json.strings("separation"));
  }

  JsonObject toJson() {
    return JsonObject.builder().put("threshold", threshold).put("separation", separation).build();
  }

  /** Whether that many different people are among those who signed. */
  boolean counts(List<SiteRoot.Approver> signed) {
    return signed.stream().map(SiteRoot.Approver::person).distinct().count() >= threshold;
  }

  /** Whether each role of the separation can be given to another person. */
  boolean separated(List<SiteRoot.Approver> signed) {
    return filled(0, signed, Set.of());
  }

  private boolean filled(int index, List<SiteRoot.Approver> signed, Set<String> taken) {
    return index == separation.size() || signed.stream().filter(person -> person.role().equals(separation.get(index)) && !taken.contains(person.person())).anyMatch(person -> {
      Set<String> more = new HashSet<>(taken);
      more.add(person.person());
      return filled(index + 1, signed, more);
    });
  }

  /** In words, such as {@code 2 people, among them quality, security}. */
  @Override
  public String toString() {
    return threshold + (threshold == 1 ? " person" : " people") + (separation.isEmpty() ? "" : ", among them " + String.join(", ", separation));
  }
}
