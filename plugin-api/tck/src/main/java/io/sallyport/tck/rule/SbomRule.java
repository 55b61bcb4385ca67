package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.verify.sbom.JarFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The bill of materials is CycloneDX, is about this package, and lists every jar and model inside its bundles by digest. */
final class SbomRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0013";
  }

  @Override
  public String title() {
    return "A CycloneDX bill of materials is part of the package, names this version, and lists each jar and model inside the bundles by SHA-256";
  }

  @Override
  public String why() {
    return "Advisories, licences and the plan's component diff are computed from it: what it leaves out is not looked after";
  }

  @Override
  public Finding judge(Subject subject) {
    Optional<byte[]> bytes = subject.part("sbom");
    if (bytes.isEmpty()) {
      return Finding.failed("there is no part with role sbom");
    }
    try {
      JsonObject bom = Json.parseObject(bytes.get(), "sbom");
      List<String> faults = new ArrayList<>();
      if (!bom.string("bomFormat").equals("CycloneDX") || !bom.string("specVersion").startsWith("1.")) {
        faults.add("it is not CycloneDX 1.x");
      }
      JsonObject about = bom.object("metadata").object("component");
      if (!about.string("name").equals(subject.descriptor().name()) || !about.optionalString("version").equals(Optional.of(subject.descriptor().version()))) {
        faults.add("it is about " + about.string("name") + " " + about.optionalString("version").orElse("without a version"));
      }
      Set<String> listed = new HashSet<>();
      digests(bom, listed);
      subject.bundles().forEach(bundle -> inside(bundle, listed, faults));
      return Finding.failedIfAny(faults, bom.has("components") ? bom.objects("components").size() + " components" : "no components");
    } catch (RefusedException e) {
      return Finding.failed("it cannot be read: " + e.refusal().what() + " (" + e.refusal().code() + ")");
    }
  }

  private static void inside(Path bundle, Set<String> listed, List<String> faults) {
    JarFacts.read(bundle).inner().stream().filter(inner -> !listed.contains(inner.sha256())).forEach(inner -> faults.add(bundle.getFileName() + " holds " + inner.name() + ", which it does not list"));
  }

  private static void digests(JsonObject parent, Set<String> digests) {
    if (parent.has("components")) {
      for (JsonObject component : parent.objects("components")) {
        if (component.has("hashes")) {
          component.objects("hashes").forEach(hash -> digests.add(hash.string("content")));
        }
        digests(component, digests);
      }
    }
  }
}
