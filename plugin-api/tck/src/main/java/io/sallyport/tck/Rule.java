package io.sallyport.tck;

import io.sallyport.trust.site.PackageKind;
import java.util.EnumSet;
import java.util.Set;

/** What a package must keep. Implementations are immutable. */
public interface Rule {
  /** {@code SP-TCK-NNNN}, registered in ADR 0003. */
  String id();

  /** What is demanded, one sentence without a full stop. */
  String title();

  /** What goes wrong on a site otherwise, one sentence without a full stop. */
  String why();

  /** The kinds of packages that it is about. */
  default Set<PackageKind> kinds() {
    return EnumSet.allOf(PackageKind.class);
  }
}
