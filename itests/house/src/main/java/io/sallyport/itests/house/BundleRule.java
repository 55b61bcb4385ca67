package io.sallyport.itests.house;

import java.util.List;

/** A rule that each bundle must keep. */
@FunctionalInterface
public interface BundleRule {
  /** What in the bundle breaks the rule, one line each; empty if it is kept. */
  List<String> broken(BuiltBundle bundle);
}
