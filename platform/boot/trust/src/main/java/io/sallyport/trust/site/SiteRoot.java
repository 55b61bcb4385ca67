package io.sallyport.trust.site;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Role;
import io.sallyport.trust.RootMetadata;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The site's root with its signed {@code custom} field: who may approve, and which roles must have done so (separation of duties).
 *
 * @param root the verified metadata
 * @param approvers by keyid
 * @param separation the roles of which each must have signed a generation; may be empty
 */
public record SiteRoot(RootMetadata root, Map<String, Approver> approvers, List<String> separation) {
  /** A person who may approve: user id, printed name, role such as {@code quality}. */
  public record Approver(String user, String name, String role) {}

  public SiteRoot {
    approvers = Collections.unmodifiableMap(new LinkedHashMap<>(approvers));
    separation = List.copyOf(separation);
  }

  /** Reads the {@code custom} field of a root that is verified already. */
  public static SiteRoot of(RootMetadata root) {
    Optional<JsonObject> custom = root.signed().optionalObject("custom");
    Map<String, Approver> approvers = new LinkedHashMap<>();
    if (custom.isEmpty()) {
      return new SiteRoot(root, approvers, List.of());
    }
    JsonObject people = custom.get().object("approvers");
    for (String keyid : people.keys()) {
      JsonObject person = people.object(keyid);
      approvers.put(keyid, new Approver(person.string("user"), person.string("name"), person.string("role")));
    }
    return new SiteRoot(root, approvers, custom.get().strings("separation"));
  }

  /**
   * Checks that a generation is signed by the threshold of {@code targets}, by that many different people, and that every role in
   * {@link #separation} is filled by somebody else. Each kind of keys that the root's policy counts must show that by itself.
   *
   * @throws RefusedException SP-TRUST-0011 or 0083 for too few signatures, SP-TRUST-0050 for the wrong people
   */
  public void requireApproval(Envelope generation, String where) {
    Role targets = root.role("targets");
    targets.requireThreshold(generation, where);
    targets.counted().forEach(quorum -> requirePeople(quorum, generation, where));
  }

  private void requirePeople(Quorum quorum, Envelope generation, String where) {
    List<Approver> signed = approversOf(quorum, generation);
    long people = signed.stream().map(Approver::user).distinct().count();
    if (!approvers.isEmpty() && people < quorum.threshold()) {
      throw refuse(people + " people have approved, " + quorum.threshold() + " different ones are needed", where);
    }
    if (!filled(0, signed, Set.of())) {
      throw refuse("the approvals by " + signed.stream().map(Approver::role).toList() + " do not fill each role with another person", where);
    }
  }

  /** Whether the roles from {@code index} on can each be given to a person not taken yet. */
  private boolean filled(int index, List<Approver> signed, Set<String> taken) {
    return index == separation.size() || signed.stream().filter(a -> a.role().equals(separation.get(index)) && !taken.contains(a.user())).anyMatch(a -> {
      Set<String> more = new HashSet<>(taken);
      more.add(a.user());
      return filled(index + 1, signed, more);
    });
  }

  private RefusedException refuse(String what, String where) {
    return new RefusedException(new Refusal("SP-TRUST-0050", what, where, "have it approved by one person of each of: " + String.join(", ", separation)));
  }

  /** The verified approvers of a generation by the first kind of keys that counts, in the order of the root; unknown people are left out. */
  public List<Approver> approversOf(Envelope generation) {
    return approversOf(root.role("targets").counted().get(0), generation);
  }

  private List<Approver> approversOf(Quorum quorum, Envelope generation) {
    return quorum.verifiedBy(generation).stream().map(approvers::get).filter(Objects::nonNull).toList();
  }
}
