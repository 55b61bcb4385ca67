package io.sallyport.tck.live;

import io.sallyport.tck.Finding;
import io.sallyport.tck.Rule;
import io.sallyport.trust.site.PackageKind;
import java.util.EnumSet;
import java.util.Set;

/** A rule that is judged by running the package; by default one that has a plugin. */
public interface LiveRule extends Rule {
  @Override
  default Set<PackageKind> kinds() {
    return EnumSet.of(PackageKind.CAPABILITY, PackageKind.CONNECTOR);
  }

  /** Runs in the child JVM. @throws Exception or AssertionError counts as failed, with its message */
  Finding judge(Bench bench) throws Exception;
}
