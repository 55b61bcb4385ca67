package com.acme.limits;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}: what holds for all rules. */
@ObjectClassDefinition(name = "Acme Limits", description = "What holds for all rules. The rules themselves are configurations of com.acme.limits.rule, one for each.")
@interface LimitsConfig {
  String PID = "com.acme.limits";
  int MOST_SIGNALS = 1_000_000;

  @AttributeDefinition(description = "Least urgent severity for which a work order is proposed")
  Severity work_order_severity() default Severity.HIGH;

  @AttributeDefinition(description = "Signals watched at most; further ones are counted in the health, and not watched", min = "1", max = "" + LimitsConfig.MOST_SIGNALS)
  int signals_max() default 10_000;
}
