package io.sallyport.testkit.example;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the example. */
@ObjectClassDefinition(name = "Pressure", description = "Watches the pressure of one asset")
public @interface PressureConfig {
  @AttributeDefinition(description = "Asset to watch") String asset() default "pump-1";

  @AttributeDefinition(description = "Highest normal pressure, in bar") double limit_high() default 3.0;

  @AttributeDefinition(description = "How urgent it is") Severity severity() default Severity.HIGH;

  @AttributeDefinition(description = "Silence after which it is degraded, in milliseconds") long silence_ms() default 60_000;

  @AttributeDefinition(description = "Signals to watch") String[] signals() default {"pressure"};
}
