package io.sallyport.capability.assetmonitoring;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Factory configuration {@value #PID}: what holds for all alarms of one asset. */
@ObjectClassDefinition(name = "Asset monitoring, asset", description = "When alarms of an asset mean nothing, by design, and how far its health looks ahead.")
@interface AssetConfig {
  String PID = "io.sallyport.capability.assetmonitoring.asset";

  @AttributeDefinition(description = "The asset") String asset() default "";

  @AttributeDefinition(description = "Signal of the asset that says whether its alarms mean anything, such as whether it runs") String suppress_signal() default "";

  @AttributeDefinition(description = "Below this value of suppress.signal the asset's alarms are suppressed by design") double suppress_below() default 0.5;

  @AttributeDefinition(description = "Why they are, for the operator") String suppress_reason() default "the asset does not run";

  @AttributeDefinition(description = "A signal that would reach a limit within so many seconds at its present trend lowers the health", min = "60", max = "2592000") int trend_horizon_s() default 3600;
}
