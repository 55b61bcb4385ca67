package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;

/** Exported packages: {@code io.sallyport.<folder>} and below, versioned, never internals; bundles of {@code bundles/} export nothing. */
public final class ExportRule implements BundleRule {
  @Override
  public List<String> broken(BuiltBundle bundle) {
    List<String> broken = new ArrayList<>();
    if (bundle.isIn("features")) {
      return broken; // libraries of others, repacked under their own names: no name of ours among them is checked below
    }
    String folder = bundle.module().substring(bundle.module().lastIndexOf('/') + 1).replace("-", "");
    String root = "io.sallyport." + (bundle.isIn("platform/engines") ? "engine." : "") + folder;
    for (Clause clause : Clause.parse(bundle.headers().get("Export-Package"))) {
      for (String exported : clause.names()) {
        if (bundle.isIn("bundles")) {
          broken.add(bundle + " must not export anything, but exports " + exported);
        } else if (!exported.equals(root) && !exported.startsWith(root + ".")) {
          broken.add(bundle + " must export below " + root + ", not " + exported);
        } else if (ImportRule.isInternal(exported)) {
          broken.add(bundle + " must not export its internals: " + exported);
        }
        if (!clause.parameters().containsKey("version")) {
          broken.add(bundle + " exports " + exported + " without a version");
        }
      }
    }
    return broken;
  }
}
