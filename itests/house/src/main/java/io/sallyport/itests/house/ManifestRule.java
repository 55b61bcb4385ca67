package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No singleton, no dynamic import, no fragment; a licence that is Apache-2.0. */
public final class ManifestRule implements BundleRule {
  @Override
  public List<String> broken(BuiltBundle bundle) {
    List<String> broken = new ArrayList<>();
    Map<String, String> headers = bundle.headers();
    if (!"2".equals(headers.get("Bundle-ManifestVersion"))) {
      broken.add(bundle + " is not an OSGi bundle: its manifest has no Bundle-ManifestVersion 2");
      return broken;
    }
    for (Clause name : Clause.parse(headers.get("Bundle-SymbolicName"))) {
      if ("true".equals(name.parameters().get("singleton:"))) {
        broken.add(bundle + " must not be a singleton: two versions live side by side during a swap");
      }
    }
    for (String forbidden : List.of("DynamicImport-Package", "Fragment-Host", "ExtensionBundle-Activator", "Bundle-NativeCode")) {
      if (headers.containsKey(forbidden) && !isAllowed(bundle, forbidden)) {
        broken.add(bundle + " must not have " + forbidden + ": " + headers.get(forbidden));
      }
    }
    if (!bundle.isIn("features") && !"Apache-2.0".equals(headers.get("Bundle-License"))) {
      broken.add(bundle + " must say Bundle-License: Apache-2.0, says " + headers.get("Bundle-License"));
    }
    return broken;
  }

  /** Engines are native code at boot level, signed with the platform. */
  private static boolean isAllowed(BuiltBundle bundle, String header) {
    return header.equals("Bundle-NativeCode") && bundle.isIn("platform/engines");
  }
}
