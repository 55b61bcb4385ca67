package io.sallyport.capability.visionqc;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** One station's configuration, as the site wrote it. Immutable. */
@Component(service = Station.class, configurationPid = StationConfig.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = StationConfig.class, factory = true)
public final class Station {
  private final StationConfig config;

  @Activate
  public Station(StationConfig config) {
    this.config = config;
  }

  StationConfig config() {
    return config;
  }
}
