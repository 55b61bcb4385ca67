package io.sallyport.capability.assetmonitoring;

import io.sallyport.testkit.Config;
import java.util.HashMap;
import java.util.Map;

/** Components from configuration keys, as in files {@code PID-NAME.cfg}. */
final class Components {
  private Components() {}

  static SignalComponent signal(String name, Map<String, ?> keys) {
    return new SignalComponent(Config.of(SignalConfig.class, keys), pid(SignalConfig.PID, name, keys));
  }

  static AssetComponent asset(String name, Map<String, ?> keys) {
    return new AssetComponent(Config.of(AssetConfig.class, keys), pid(AssetConfig.PID, name, keys));
  }

  private static Map<String, Object> pid(String factory, String name, Map<String, ?> keys) {
    Map<String, Object> properties = new HashMap<>(keys);
    properties.put("service.pid", factory + "~" + name);
    return properties;
  }
}
