package io.sallyport.tck.rule;

import io.sallyport.tck.Subject;
import io.sallyport.vault.BundleCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an import would refuse. */
final class Faults {
  private Faults() {}

  /** One line for each bundle that does not keep the point; a bundle that cannot be read keeps none. */
  static List<String> of(Subject subject, BundleCheck.Point point) {
    List<String> faults = new ArrayList<>();
    for (Path bundle : subject.bundles()) {
      BundleCheck check = subject.policy(bundle);
      check.finding(point).or(() -> check.finding(BundleCheck.Point.JAR)).ifPresent(refusal -> faults.add(refusal.where() + ": " + refusal.what() + " (" + refusal.code() + ")"));
    }
    return faults;
  }
}
