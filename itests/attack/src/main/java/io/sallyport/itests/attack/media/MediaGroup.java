package io.sallyport.itests.attack.media;

import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.BundleTable;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import io.sallyport.itests.attack.Traces;
import io.sallyport.trust.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Media that are imported one after the other; the audit log and the framework are looked at once, when all have been tried. */
public final class MediaGroup implements Group {
  private final String title;
  private final List<MediumCase> media;

  public MediaGroup(String title, List<MediumCase> media) {
    this.title = title;
    this.media = List.copyOf(media);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Case> cases() {
    return media.stream().map(MediumCase::attack).toList();
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Workshop workshop = new Workshop(target);
    BundleTable bundles = BundleTable.of(target.appliance());
    Map<MediumCase, Attempt> attempts = new LinkedHashMap<>();
    media.forEach(each -> attempts.put(each, attempt(each, target, workshop)));
    Set<String> recorded = new AuditEntries(target.appliance(), "medium.refused").list().stream().map(MediaGroup::key).collect(Collectors.toSet());
    boolean untouched = bundles.sameIn(BundleTable.of(target.appliance())) && !target.codeRan();
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    attempts.forEach((each, tried) -> outcomes.put(each.attack(), new Outcome(tried.clean() && untouched && !tried.result().succeeded(), tried.result().code().orElse(""),
        recorded.contains(tried.result().code().orElse("") + " " + tried.medium()), tried.detail(untouched))));
    return outcomes;
  }

  private static Attempt attempt(MediumCase each, Target target, Workshop workshop) {
    Media medium = each.make().apply(workshop);
    Traces before = Traces.of(target.appliance());
    Result result = target.as(User.ADA, "medium:import " + medium.folder());
    Attempt attempt = new Attempt(medium.folder().toString(), result, Traces.of(target.appliance()).equals(before));
    Folders.delete(medium.folder());
    return attempt;
  }

  private static String key(JsonObject entry) {
    return entry.optionalString("code").orElse("") + " " + entry.optionalString("source").orElse("");
  }

  /** @param clean whether vault and trusted metadata are as they were */
  private record Attempt(String medium, Result result, boolean clean) {
    String detail(boolean untouched) {
      String told = result.refusal().orElse(result.text());
      return (clean ? "" : "LEFT SOMETHING IN THE VAULT OR THE TRUSTED METADATA; ") + (untouched ? "" : "BUNDLES CHANGED; ") + told;
    }
  }
}
