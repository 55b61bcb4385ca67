package io.sallyport.itests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Bundles of packages say which package they belong to; those of models hold no code; none holds native code or an engine. */
public final class PackageRule implements BundleRule {
  private static final List<String> NATIVE = List.of(".so", ".dll", ".dylib", ".jnilib");
  private static final List<String> ENGINES = List.of("ai/djl/", "ai/onnxruntime/");
  private static final List<String> CODE_HEADERS = List.of("Import-Package", "Export-Package", "Bundle-Activator", "Service-Component", "Require-Bundle",
      "Require-Capability", "Provide-Capability", "Bundle-ClassPath", "Karaf-Commands", "Bundle-Blueprint");

  @Override
  public List<String> broken(BuiltBundle bundle) {
    List<String> broken = new ArrayList<>();
    if (!bundle.isIn("bundles")) {
      if (bundle.has("Sallyport-Package")) {
        broken.add(bundle + " is not in bundles/ and claims to be of a package");
      }
      return broken;
    }
    Optional<Clause> owner = Clause.parse(bundle.headers().get("Sallyport-Package")).stream().findFirst();
    String version = bundle.headers().getOrDefault("Bundle-Version", "");
    if (owner.isEmpty() || !version.equals(owner.get().parameters().getOrDefault("version", version))) {
      broken.add(bundle + " must say Sallyport-Package: NAME, with its Bundle-Version if with any, says "
          + bundle.headers().get("Sallyport-Package") + " and " + bundle.headers().get("Bundle-Version"));
    }
    for (String entry : bundle.entries()) {
      String name = entry.toLowerCase(Locale.ROOT);
      if (NATIVE.stream().anyMatch(name::endsWith) || ENGINES.stream().anyMatch(name::startsWith)) {
        broken.add(bundle + " must not hold native code or an engine: " + entry);
      }
    }
    if (bundle.isIn("bundles/models")) {
      model(bundle, broken);
    }
    return broken;
  }

  private static void model(BuiltBundle bundle, List<String> broken) {
    String description = bundle.headers().get("Sallyport-Model");
    if (description == null || !bundle.entries().contains(description)) {
      broken.add(bundle + " must name its description in Sallyport-Model, names " + description);
    }
    for (String header : CODE_HEADERS) {
      if (bundle.has(header)) {
        broken.add(bundle + " is a model and must not have " + header);
      }
    }
    for (String entry : bundle.entries()) {
      String name = entry.toLowerCase(Locale.ROOT);
      if (name.endsWith(".class") || name.endsWith(".jar") || name.endsWith(".sh") || name.endsWith(".py") || name.endsWith(".pt") || name.endsWith(".pkl")) {
        broken.add(bundle + " is a model and must not hold code: " + entry);
      }
    }
  }
}
