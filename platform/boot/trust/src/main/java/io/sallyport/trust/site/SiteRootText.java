package io.sallyport.trust.site;

import io.sallyport.trust.Quorum;
import io.sallyport.trust.Role;
import io.sallyport.trust.SignaturePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A site root in words. */
final class SiteRootText {
  private SiteRootText() {}

  /** One fact a line. */
  static List<String> lines(SiteRoot root) {
    SignaturePolicy policy = root.root().policy();
    List<String> lines = new ArrayList<>();
    lines.add("Site         " + root.site().orElse("without a name"));
    lines.add("Site root    version " + root.version() + ", expires " + root.root().expires());
    lines.add("Digest       " + root.sha256());
    if (policy != SignaturePolicy.CLASSICAL) {
      lines.add("Policy       " + policy);
    }
    root.people().forEach(person -> lines.add("Approver     " + person.user() + (person.person().equals(person.user()) ? "" : " (person " + person.person() + ")") + ", " + person.name() + ", " + person.role() + ", "
        + keys(root.keyids(person, Quorum.Kind.CLASSICAL), root.keyids(person, Quorum.Kind.POST_QUANTUM))));
    lines.add("Generation   needs " + root.approval());
    lines.add("Waiver       " + root.waiver().map(rule -> "needs " + rule).orElse("none: nothing sets an expiry or the floor of time aside"));
    root.tck().ifPresent(minimum -> lines.add("TCK report   demanded of each package that comes in, by TCK " + minimum + " or later"));
    Role appliance = root.root().role("timestamp");
    lines.add("Appliance    " + keys(appliance.keyids(), appliance.postQuantum().map(Quorum::keyids).orElse(List.of())));
    if (!root.kept().isEmpty()) {
      lines.add("Keeps        generations " + root.kept().keySet() + " of earlier site roots");
    }
    return lines;
  }

  private static String keys(List<String> classical, List<String> postQuantum) {
    return "key " + String.join(", ", classical) + Optional.of(postQuantum).filter(ids -> !ids.isEmpty()).map(ids -> ", ML-DSA-87 " + String.join(", ", ids)).orElse("");
  }
}
