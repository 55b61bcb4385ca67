package io.sallyport.capability.assetmonitoring;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One configured signal. It takes whatever is configured, so that a bad one shows in the plugin's checks and health. Immutable. */
@Component(service = SignalComponent.class, configurationPid = SignalConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SignalConfig.class, factory = true)
public final class SignalComponent {
  private final Configured<SignalRule> rule;

  @Activate
  public SignalComponent(SignalConfig config, Map<String, Object> properties) {
    rule = Configured.of(SignalConfig.PID, properties, name -> SignalRule.of(name, config));
  }

  Optional<SignalRule> rule() {
    return rule.value();
  }

  String problem() {
    return rule.problem();
  }
}
