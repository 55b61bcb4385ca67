package io.sallyport.capability.loadforecasting;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(name = "Load forecasting", description = "Which load is forecast, with which model, and when a warning is raised")
@interface Config {
  String PID = "io.sallyport.capability.loadforecasting";

  @AttributeDefinition(description = "Asset whose load is forecast") String asset() default "grid";

  @AttributeDefinition(description = "Name of its load signal") String signal() default "demand";

  @AttributeDefinition(description = "Name of the model package that forecasts") String model() default "demand-forecast";

  @AttributeDefinition(description = "Time zone in which days and weeks are counted, as in the IANA database, such as Europe/London") String zone() default "UTC";

  @AttributeDefinition(description = "Length of a slot; must be the model's", min = "1", max = "1440") int period_min() default 30;

  @AttributeDefinition(description = "Days of history that are kept; at least what the model needs", min = "2", max = "400") int history_days() default 22;

  @AttributeDefinition(description = "Local times, as in 09:00, at which a forecast is issued; none means after every slot") String[] issue_times() default {};

  @AttributeDefinition(description = "Time after a slot's end in which its samples may still come", min = "0", max = "86400") int lateness_s() default 60;

  @AttributeDefinition(description = "Whether samples of uncertain quality count; bad ones never do") boolean quality_uncertain() default true;

  @AttributeDefinition(description = "Missing slots in a row that are interpolated; more are taken from the week before", min = "0", max = "1000") int gap_slots() default 4;

  @AttributeDefinition(description = "Missing share of the history above which no forecast is issued", min = "0", max = "0.5") double gap_ratio() default 0.1;

  @AttributeDefinition(description = "Load, in the signal's unit, whose expected exceeding raises an insight; NaN means none") double limit() default Double.NaN;

  @AttributeDefinition(description = "What must exceed the limit") LimitBasis limit_basis() default LimitBasis.FORECAST;

  @AttributeDefinition(description = "Its own error is too large above so many times the model card's; if the card gives none, that of the week before", min = "1", max = "100") double error_ratio() default 1.5;

  @AttributeDefinition(description = "Values that must have been compared before the own error is judged", min = "1", max = "336") int error_slots() default 48;

  @AttributeDefinition(description = "Time from one look at the clock to the next", min = "1", max = "3600") int check_s() default 10;
}
