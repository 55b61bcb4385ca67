package io.sallyport.compatibility;

import io.sallyport.vault.HeaderClauses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the bundles of one package expect of the platform.
 *
 * @param imports clauses of their Import-Package
 * @param requirements clauses of their Require-Capability
 * @param own their own classes by internal name
 * @param uses what their code expects of the plugin API
 * @param lambdas instances of the plugin API's interfaces that the JVM makes for them
 */
record PackageCode(List<HeaderClauses.Clause> imports, List<HeaderClauses.Clause> requirements, Map<String, TypeShape> own, Set<Use> uses, Set<UseReader.Lambda> lambdas) {
  /**
   * @param where names the package in refusals
   * @throws io.sallyport.trust.RefusedException SP-COMPAT-0011 if a class file cannot be read
   */
  static PackageCode of(List<JarContent> bundles, String where) {
    List<HeaderClauses.Clause> imports = new ArrayList<>();
    List<HeaderClauses.Clause> requirements = new ArrayList<>();
    Map<String, TypeShape> own = new HashMap<>();
    Set<Use> uses = new LinkedHashSet<>();
    Set<UseReader.Lambda> lambdas = new LinkedHashSet<>();
    for (JarContent bundle : bundles) {
      imports.addAll(HeaderClauses.parse(bundle.headers().get("Import-Package")));
      requirements.addAll(HeaderClauses.parse(bundle.headers().get("Require-Capability")));
      bundle.forEachClass(where, bytes -> {
        TypeShape shape = TypeShape.read(bytes);
        own.put(shape.name(), shape);
        UseReader reader = new UseReader(PackageCode::ofApi);
        reader.read(bytes);
        uses.addAll(reader.uses());
        lambdas.addAll(reader.lambdas());
      });
    }
    return new PackageCode(imports, requirements, own, uses, lambdas);
  }

  private static boolean ofApi(String internalName) {
    return internalName.startsWith("io/sallyport/api/");
  }
}
