package io.sallyport.capability.anomalydetection;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}: what holds for all assets. */
@ObjectClassDefinition(name = "Anomaly detection", description = "What holds for all assets that are watched")
@interface Config {
  String PID = "io.sallyport.capability.anomalydetection";

  @AttributeDefinition(description = "Time from one look for work off the samples' way, such as training, to the next", min = "1", max = "3600") int check_s() default 5;

  @AttributeDefinition(description = "Time after which what was learnt is kept on disk, if it changed", min = "1", max = "86400") int keep_s() default 300;
}
