package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Factory configuration {@value #PID}: one watched signal. */
@ObjectClassDefinition(name = "Asset monitoring, signal", description = "What one signal may do. Limits that are absent are not watched.")
@interface SignalConfig {
  String PID = "io.sallyport.capability.assetmonitoring.signal";

  @AttributeDefinition(description = "Asset that the signal belongs to") String asset() default "";

  @AttributeDefinition(description = "Name of the signal") String signal() default "";

  @AttributeDefinition(description = "UCUM unit in which the limits are given; batches in another unit are not looked at and show in the health. Absent: any unit.") String unit() default "";

  @AttributeDefinition(description = "LL: an alarm of priority.extreme below it") double low_low() default Double.NaN;

  @AttributeDefinition(description = "L: an alarm of priority below it") double low() default Double.NaN;

  @AttributeDefinition(description = "H: an alarm of priority above it") double high() default Double.NaN;

  @AttributeDefinition(description = "HH: an alarm of priority.extreme above it") double high_high() default Double.NaN;

  @AttributeDefinition(description = "A value must come back so far within a limit before its alarm ends, in the signal's unit", min = "0") double deadband() default 0;

  @AttributeDefinition(description = "A condition must hold so long before it is an alarm", min = "0", max = "86400000") int delay_on_ms() default 0;

  @AttributeDefinition(description = "A condition must be gone so long before its alarm ends", min = "0", max = "86400000") int delay_off_ms() default 0;

  @AttributeDefinition(description = "Largest change per second, up or down, over rate.window.s; above 0") double rate_per_s() default Double.NaN;

  @AttributeDefinition(description = "Time over which the rate of change is taken, in seconds", min = "1", max = "3600") int rate_window_s() default 10;

  @AttributeDefinition(description = "An alarm if no sample came for so many seconds; above 0") double stale_after_s() default Double.NaN;

  @AttributeDefinition(description = "Whether bad quality, or a value that is no number, is an alarm") boolean bad_quality() default true;

  @AttributeDefinition(description = "Another signal of the asset that must agree with this one") String deviation_signal() default "";

  @AttributeDefinition(description = "Largest difference between the two; above 0") double deviation_limit() default Double.NaN;

  @AttributeDefinition(description = "Priority of H, L, rate and deviation alarms") Severity priority() default Severity.HIGH;

  @AttributeDefinition(description = "Priority of HH and LL alarms") Severity priority_extreme() default Severity.CRITICAL;

  @AttributeDefinition(description = "Priority of stale and bad-quality alarms") Severity priority_data() default Severity.MEDIUM;

  @AttributeDefinition(description = "Whether an alarm that ended stays in sight until it is acknowledged") boolean latching() default true;

  @AttributeDefinition(description = "Time over which the trend towards a limit is taken, for the health score, in seconds", min = "60", max = "604800") int trend_window_s() default 600;
}
