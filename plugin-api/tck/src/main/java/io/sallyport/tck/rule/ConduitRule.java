package io.sallyport.tck.rule;

import io.sallyport.tck.Finding;
import io.sallyport.tck.StaticRule;
import io.sallyport.tck.Subject;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Conduits are declared, each once, with a reason that a security officer can judge. */
final class ConduitRule implements StaticRule {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\b(todo|fixme|tbd|xxx|why|reason)\\b");
  private static final int SHORTEST_REASON = 12;
  private static final Set<String> ANYWHERE = Set.of("0.0.0.0", "::", "*", "any", "0.0.0.0/0", "::/0");

  @Override
  public String id() {
    return "SP-TCK-0011";
  }

  @Override
  public String title() {
    return "Each network path is declared once, to one address, with a reason that says what it is for; a connector declares at least one, a model none but by name, for a server on which it runs";
  }

  @Override
  public String why() {
    return "The site's firewall and its approvers know only what the descriptor says";
  }

  @Override
  public Finding judge(Subject subject) {
    List<Descriptor.Conduit> conduits = subject.descriptor().conduits();
    List<String> faults = new ArrayList<>();
    if (conduits.isEmpty() && subject.kind() == PackageKind.CONNECTOR) {
      faults.add("a connector without a conduit: what does it connect to?");
    }
    if (subject.kind() == PackageKind.LIBRARY && !conduits.isEmpty() || subject.kind() == PackageKind.MODEL && conduits.stream().anyMatch(conduit -> conduit.name().isEmpty())) {
      faults.add("a " + subject.kind().label() + " has no network path" + (subject.kind() == PackageKind.MODEL ? " with an address: it may name a conduit, and the site says where it leads" : ""));
    }
    if (subject.kind() != PackageKind.MODEL && conduits.stream().anyMatch(conduit -> conduit.name().isPresent())) {
      faults.add("a conduit with a name is for models that run on a server; a " + subject.kind().label() + " says the address");
    }
    Set<String> seen = new HashSet<>();
    for (Descriptor.Conduit conduit : conduits) {
      String path = conduit.path();
      if (!seen.add(path)) {
        faults.add(path + " is declared twice");
      }
      if (ANYWHERE.contains(conduit.address().strip().toLowerCase(Locale.ROOT)) && conduit.direction().equals("out")) {
        faults.add(path + " leads anywhere: name the address");
      }
      if (conduit.why().strip().length() < SHORTEST_REASON || PLACEHOLDER.matcher(conduit.why().toLowerCase(Locale.ROOT)).find()) {
        faults.add(path + " has no reason worth the name: \"" + conduit.why() + "\"");
      }
    }
    return Finding.failedIfAny(faults, conduits.size() + " conduits");
  }
}
