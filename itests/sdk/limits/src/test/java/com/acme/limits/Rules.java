package com.acme.limits;

import io.sallyport.testkit.Config;
import java.util.HashMap;
import java.util.Map;

/** Rules from configuration keys, as in a file {@code com.acme.limits.rule-NAME.cfg}. */
final class Rules {
  private Rules() {}

  static Rule rule(String name, Map<String, ?> keys) {
    return Rule.of(name, Config.of(RuleConfig.class, keys));
  }

  static RuleComponent component(String name, Map<String, ?> keys) {
    Map<String, Object> properties = new HashMap<>(keys);
    properties.put("service.pid", RuleConfig.PID + "~" + name);
    return new RuleComponent(Config.of(RuleConfig.class, keys), properties);
  }
}
