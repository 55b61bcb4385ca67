package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.verify.sbom.JarFacts;
import io.sallyport.verify.sbom.Licences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles state a licence, and hold nothing that may only be passed on under a licence of the GPL family. */
final class LicenceRule implements StaticRule {
  @Override
  public String id() {
    return "SP-TCK-0014";
  }

  @Override
  public String title() {
    return "Each bundle states its licence (Bundle-License), and nothing inside is of the GPL family alone";
  }

  @Override
  public String why() {
    return "A plan shows new licences to the approvers; a site cannot accept what nobody states";
  }

  @Override
  public Finding judge(Subject subject) {
    List<String> faults = new ArrayList<>();
    for (Path bundle : subject.bundles()) {
      if (subject.header(bundle, "Bundle-License").isEmpty()) {
        faults.add(bundle.getFileName() + " has no Bundle-License");
      }
      check(bundle.getFileName().toString(), JarFacts.read(bundle), faults);
    }
    return Finding.failedIfAny(faults, "nothing of the GPL family");
  }

  private static void check(String name, JarFacts facts, List<String> faults) {
    if (!Licences.isShippable(facts.licences())) {
      faults.add(name + " is under " + facts.licences());
    }
    facts.inner().forEach(inner -> inner.facts().ifPresent(jar -> check(name + "!/" + inner.name(), jar, faults)));
  }
}
