package io.sallyport.capability.assetmonitoring;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}: what holds for all signals. */
@ObjectClassDefinition(name = "Asset monitoring", description = "What holds for all signals and assets. Each signal is a configuration of io.sallyport.capability.assetmonitoring.signal.")
@interface Config {
  String PID = "io.sallyport.capability.assetmonitoring";

  @AttributeDefinition(description = "Every so often the health of each asset is published as its signal 'health', in seconds", min = "1", max = "3600") int health_period_s() default 10;
}
