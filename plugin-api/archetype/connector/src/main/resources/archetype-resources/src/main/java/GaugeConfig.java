package ${package};

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the gauge is, and what it measures. */
@ObjectClassDefinition(name = "${artifactId}", description = "Reads one gauge")
public @interface GaugeConfig {
  @AttributeDefinition(description = "Address of the gauge; the conduit must name the same") String host() default "127.0.0.1";

  @AttributeDefinition(description = "Port of the gauge; the conduit must name the same", min = "1", max = "65535") int port() default 5020;

  @AttributeDefinition(description = "From one question to the next, in milliseconds", min = "10") int period_ms() default 500;

  @AttributeDefinition(description = "Longest wait for the gauge, in milliseconds", min = "1", max = "1500") int timeout_ms() default 1000;

  @AttributeDefinition(description = "Asset that it belongs to") String asset() default "tank-1";

  @AttributeDefinition(description = "Name of the signal") String signal() default "level";

  @AttributeDefinition(description = "Unit of the signal, a UCUM code") String unit() default "%";
}
