package com.acme.limits;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Rules from configuration keys, with the defaults of the annotation type. */
final class Rules {
  private Rules() {}

  static Rule rule(String name, Map<String, Object> keys) {
    return Rule.of(name, config(keys));
  }

  static RuleConfig config(Map<String, Object> keys) {
    return (RuleConfig) Proxy.newProxyInstance(RuleConfig.class.getClassLoader(), new Class<?>[] {RuleConfig.class},
        (proxy, method, arguments) -> keys.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue()));
  }
}
