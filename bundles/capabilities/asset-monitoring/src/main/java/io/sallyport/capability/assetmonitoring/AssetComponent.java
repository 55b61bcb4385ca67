package io.sallyport.capability.assetmonitoring;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One configured asset. It takes whatever is configured, so that a bad one shows in the plugin's checks and health. Immutable. */
@Component(service = AssetComponent.class, configurationPid = AssetConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AssetConfig.class, factory = true)
public final class AssetComponent {
  private final Configured<AssetRule> rule;

  @Activate
  public AssetComponent(AssetConfig config, Map<String, Object> properties) {
    rule = Configured.of(AssetConfig.PID, properties, name -> AssetRule.of(config));
  }

  Optional<AssetRule> rule() {
    return rule.value();
  }

  String problem() {
    return rule.problem();
  }
}
