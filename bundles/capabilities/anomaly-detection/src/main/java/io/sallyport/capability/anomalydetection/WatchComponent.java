package io.sallyport.capability.anomalydetection;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One configured watch. It takes whatever is configured, so that a bad one shows in the plugin's checks and health. Immutable. */
@Component(service = WatchComponent.class, configurationPid = WatchConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WatchConfig.class, factory = true)
public final class WatchComponent {
  private final Optional<Settings> settings;
  private final String problem;

  @Activate
  public WatchComponent(WatchConfig config, Map<String, Object> properties) {
    String name = name(String.valueOf(properties.get("service.pid")));
    Optional<Settings> made = Optional.empty();
    String why = "";
    try {
      made = Optional.of(Settings.of(name, config));
    } catch (RuntimeException e) { // also of a value that cannot be converted
      why = String.valueOf(e.getMessage());
    }
    this.settings = made;
    this.problem = why;
  }

  /** Empty if the configuration cannot be used. */
  Optional<Settings> settings() {
    return settings;
  }

  /** Why it cannot be used, empty if it can. */
  String problem() {
    return problem;
  }

  /** What stands behind the factory's PID. */
  static String name(String pid) {
    return pid.startsWith(WatchConfig.PID) && pid.length() > WatchConfig.PID.length() + 1 ? pid.substring(WatchConfig.PID.length() + 1) : pid;
  }
}
