package io.sallyport.tck.rule;

import io.sallyport.signedrepo.PackageFolder;
import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.internal.ReservedNames;

/** The descriptor is complete, and says of each file what is there. */
final class DescriptorRule implements StaticRule {
  private static final String HEADER = "SP-TOOL-0012";

  @Override
  public String id() {
    return "SP-TCK-0009";
  }

  @Override
  public String title() {
    return "The descriptor is valid, has a free name, and gives length and digest of each part as it is";
  }

  @Override
  public String why() {
    return "Its digest is the package's identity: what it does not name cannot be signed, and what differs is refused";
  }

  /** A header that disagrees is {@link PackageHeaderRule}'s finding. */
  @Override
  public Finding judge(Subject subject) {
    try {
      requireParts(subject);
      ReservedNames.requireFree(subject.descriptor().name(), "package.json");
      return Finding.passed(subject.descriptor().parts().stream().filter(part -> !part.role().equals("checks")).count() + " parts beside checks");
    } catch (RefusedException e) {
      return Finding.failed(e.refusal().what() + " (" + e.refusal().code() + ")");
    }
  }

  private static void requireParts(Subject subject) {
    try {
      PackageFolder.open(subject.folder());
    } catch (RefusedException e) {
      if (!e.refusal().code().equals(HEADER)) {
        throw e;
      }
    }
  }
}
