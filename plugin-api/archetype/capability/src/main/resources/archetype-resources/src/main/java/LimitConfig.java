package ${package};

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What is watched. */
@ObjectClassDefinition(name = "${artifactId}", description = "Watches one signal of one asset")
public @interface LimitConfig {
  @AttributeDefinition(description = "Asset to watch") String asset() default "tank-1";

  @AttributeDefinition(description = "Signal to watch") String signal() default "level";

  @AttributeDefinition(description = "Highest value that is normal, in the signal's unit") double limit_high() default 80;

  @AttributeDefinition(description = "How far the signal must fall below the limit before the insight ends, in the signal's unit", min = "0") double hysteresis() default 5;

  @AttributeDefinition(description = "How urgent it is") Severity severity() default Severity.HIGH;
}
