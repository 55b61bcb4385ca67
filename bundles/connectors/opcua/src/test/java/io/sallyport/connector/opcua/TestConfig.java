package io.sallyport.connector.opcua;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration with the annotation's defaults, some replaced. */
final class TestConfig {
  private final Map<String, Object> values = new HashMap<>();

  static TestConfig of(String endpoint) {
    return new TestConfig().with("endpoint_url", endpoint);
  }

  TestConfig with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  OpcUaConfig build() {
    Map<String, Object> all = new HashMap<>();
    for (Method method : OpcUaConfig.class.getDeclaredMethods()) {
      all.put(method.getName(), values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
    if (!all.keySet().containsAll(values.keySet())) {
      throw new IllegalArgumentException("unknown setting among " + values.keySet());
    }
    return (OpcUaConfig) Proxy.newProxyInstance(OpcUaConfig.class.getClassLoader(), new Class<?>[] {OpcUaConfig.class},
        (proxy, method, arguments) -> all.get(method.getName()));
  }
}
