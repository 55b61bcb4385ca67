package io.sallyport.itests.attack.action;

import static io.sallyport.itests.attack.action.Action.gate;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.attack.InPlaceUpdate;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.trust.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A package that the vendor signed and two people approved turns on its host from inside, all ways at once. */
public final class InsideGroup implements Group {
  private static final String REFUSED = "gate.refused";

  private final Map<Case, Predicate<JsonObject>> traces = new LinkedHashMap<>();

  public InsideGroup() {
    traces.put(gate("update-in-place-from-inside", "Bundle.update of a running bundle, with its own bytes and with others", "SP-GATE-0002"), entry -> entry.string("action").equals("update"));
    traces.put(gate("install-from-inside", "installBundle of foreign bytes", "SP-GATE-0001"), entry -> entry.string("object").equals("turncoat:foreign"));
    traces.put(gate("extension-from-inside", "installBundle of a framework extension", "SP-GATE-0001"), entry -> entry.string("object").equals("turncoat:extension"));
    traces.put(gate("reference-from-inside", "installBundle by reference", "SP-GATE-0003"), entry -> entry.string("object").startsWith("reference:"));
  }

  @Override
  public String title() {
    return "From inside an approved package";
  }

  @Override
  public List<Case> cases() {
    return List.copyOf(traces.keySet());
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    AuditEntries entries = new AuditEntries(target.appliance(), REFUSED);
    int before = entries.count();
    Outcome all = new InPlaceUpdate().attempt(target);
    List<JsonObject> newer = entries.list().stream().skip(before).toList();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    traces.forEach((attack, trace) -> {
      String code = newer.stream().filter(trace).map(entry -> entry.string("code")).findFirst().orElse("");
      outcomes.put(attack, new Outcome(all.refused(), code, !code.isEmpty(), all.detail()));
    });
    return outcomes;
  }
}
