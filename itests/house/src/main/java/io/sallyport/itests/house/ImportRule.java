package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Who may import whom: the API and trust nothing of ours; a bundle of {@code bundles/} the API and an exact list of libraries; a bundle of
 * {@code platform/} of ours only what another one exports, never internals.
 */
public final class ImportRule implements BundleRule {
  private static final String OURS = "io.sallyport.";
  private static final String API = "io.sallyport.api.";
  /** What bundles may import besides the API; every other library they use lies inside them. */
  private static final List<String> LIBRARIES_FOR_ALL = List.of("org.slf4j", "org.osgi");
  /** Protocol stacks, for connectors. */
  private static final List<String> LIBRARIES_FOR_CONNECTORS = List.of("io.netty", "org.bouncycastle");

  private final Set<String> exported;

  /** @param exported every package of ours that some built bundle exports */
  public ImportRule(Set<String> exported) {
    this.exported = Set.copyOf(exported);
  }

  @Override
  public List<String> broken(BuiltBundle bundle) {
    List<String> broken = new ArrayList<>();
    for (String imported : bundle.imports()) {
      if (!isAllowed(bundle, imported)) {
        broken.add(bundle + " must not import " + imported);
      }
    }
    if (bundle.has("Require-Bundle")) {
      broken.add(bundle + " must import packages, not require bundles: " + bundle.headers().get("Require-Bundle"));
    }
    return broken;
  }

  private boolean isAllowed(BuiltBundle bundle, String imported) {
    boolean own = bundle.exports().contains(imported);
    if (isJdk(imported)) {
      return true;
    }
    if (bundle.isIn("plugin-api/api")) {
      return own || imported.startsWith("org.osgi.annotation.");
    }
    if (bundle.isIn("platform/boot/trust")) {
      return own;
    }
    if (bundle.isIn("bundles")) {
      return imported.startsWith(API) && exported.contains(imported) || isOf(LIBRARIES_FOR_ALL, imported)
          || bundle.isIn("bundles/connectors") && isOf(LIBRARIES_FOR_CONNECTORS, imported);
    }
    if (imported.startsWith(OURS)) {
      return exported.contains(imported) && !isInternal(imported);
    }
    return true;
  }

  static boolean isInternal(String name) {
    return name.endsWith(".internal") || name.contains(".internal.");
  }

  private static boolean isJdk(String name) {
    return name.startsWith("java.") || ModuleLayer.boot().modules().stream().filter(module -> module.getName() != null
        && (module.getName().startsWith("java.") || module.getName().startsWith("jdk."))).anyMatch(module -> module.getPackages().contains(name));
  }

  private static boolean isOf(List<String> roots, String name) {
    return roots.stream().anyMatch(root -> name.equals(root) || name.startsWith(root + "."));
  }
}
