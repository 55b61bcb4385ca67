package com.acme.limits;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One configured rule. It takes whatever is configured, so that a bad rule shows in the plugin's checks and health. Immutable. */
@Component(service = RuleComponent.class, configurationPid = RuleConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RuleConfig.class, factory = true)
public final class RuleComponent {
  private final Optional<Rule> rule;
  private final String problem;

  @Activate
  public RuleComponent(RuleConfig config, Map<String, Object> properties) {
    String name = name(String.valueOf(properties.get("service.pid")));
    Optional<Rule> made = Optional.empty();
    String why = "";
    try {
      made = Optional.of(Rule.of(name, config));
    } catch (RuntimeException e) { // also of a value that cannot be converted
      why = String.valueOf(e.getMessage());
    }
    this.rule = made;
    this.problem = why;
  }

  /** Empty if the configuration cannot be used. */
  Optional<Rule> rule() {
    return rule;
  }

  /** Why it cannot be used, empty if it can. */
  String problem() {
    return problem;
  }

  /** {@code com.acme.limits.rule~boiler} is the rule {@code boiler}. */
  private static String name(String pid) {
    return pid.startsWith(RuleConfig.PID) && pid.length() > RuleConfig.PID.length() ? pid.substring(RuleConfig.PID.length() + 1) : pid;
  }
}
