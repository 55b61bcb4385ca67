package io.sallyport.itests.attack.action;

import io.sallyport.itests.appliance.attack.Outcome;
import io.sallyport.itests.appliance.attack.Target;
import io.sallyport.itests.attack.Case;
import io.sallyport.itests.attack.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attempts on the running appliance, one after the other. */
public final class ActionGroup implements Group {
  private final String title;
  private final List<Action> actions;

  ActionGroup(String title, List<Action> actions) {
    this.title = title;
    this.actions = List.copyOf(actions);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Case> cases() {
    return actions.stream().map(Action::attack).toList();
  }

  @Override
  public Map<Case, Outcome> attempt(Target target) {
    Map<Case, Outcome> outcomes = new LinkedHashMap<>();
    actions.forEach(action -> outcomes.put(action.attack(), action.attempt().apply(target)));
    return outcomes;
  }
}
