package com.acme.limits;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Factory configuration {@value #PID}: one rule, for as many signals as it names. Times are the signals' own. */
@ObjectClassDefinition(name = "Acme Limits rule", description = "What some signals may do. Set at least one of low.low, low, high, high.high, rate.per.s, stuck.after.s, silent.after.s.")
@interface RuleConfig {
  String PID = "com.acme.limits.rule";

  @AttributeDefinition(description = "Asset whose signals are watched, or * for every asset")
  String asset() default "";

  @AttributeDefinition(description = "Names of the signals, or * for all of the asset's")
  String[] signals() default "*";

  @AttributeDefinition(description = "UCUM unit in which the limits are given. A signal in another unit is not watched; one that is named in signals shows in the health. Absent: any unit.")
  String unit() default "";

  @AttributeDefinition(description = "A value below it raises an insight of severity.extreme. Absent: no such limit.")
  double low_low() default Double.NaN;

  @AttributeDefinition(description = "A value below it raises an insight. Absent: no such limit.")
  double low() default Double.NaN;

  @AttributeDefinition(description = "A value above it raises an insight. Absent: no such limit.")
  double high() default Double.NaN;

  @AttributeDefinition(description = "A value above it raises an insight of severity.extreme. Absent: no such limit.")
  double high_high() default Double.NaN;

  @AttributeDefinition(description = "How far inside its limit a value must be to end the insight, in the signal's unit", min = "0")
  double hysteresis() default 0;

  @AttributeDefinition(description = "Fastest change allowed, up or down, in the signal's unit per second. Absent: not watched.")
  double rate_per_s() default Double.NaN;

  @AttributeDefinition(description = "Time over which the change is measured, in seconds", min = "0.001")
  double rate_window_s() default 10;

  @AttributeDefinition(description = "Seconds for which a value may stand still while samples keep coming. Absent: not watched.")
  double stuck_after_s() default Double.NaN;

  @AttributeDefinition(description = "A value that moves by no more than this stands still, in the signal's unit", min = "0")
  double stuck_band() default 0;

  @AttributeDefinition(description = "Seconds without a usable sample after which a signal is silent, by the appliance's clock. Absent: not watched.")
  double silent_after_s() default Double.NaN;

  @AttributeDefinition(description = "Seconds that a value must be beyond low, high and their extremes, or inside again, before that counts", min = "0")
  double delay_s() default 0;

  @AttributeDefinition(description = "Severity of the insights, but for the limits low.low and high.high")
  Severity severity() default Severity.MEDIUM;

  @AttributeDefinition(description = "Severity of the insights for the limits low.low and high.high")
  Severity severity_extreme() default Severity.HIGH;
}
