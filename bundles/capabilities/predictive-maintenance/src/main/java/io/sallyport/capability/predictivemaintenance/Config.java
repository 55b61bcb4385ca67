package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@value #PID}. */
@ObjectClassDefinition(name = "Predictive maintenance", description = "Which asset is watched, with which model, and when an insight is raised")
@interface Config {
  String PID = "io.sallyport.capability.predictivemaintenance";

  @AttributeDefinition(description = "Asset to watch") String asset() default "radiator-1";

  @AttributeDefinition(description = "Its signals, in the order of the model's columns") String[] signals() default {"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9"};

  @AttributeDefinition(description = "Name of the model package that scores") String model() default "radiator-anomaly";

  @AttributeDefinition(description = "Rows in a window; must be the model's", min = "1", max = "65536") int window_rows() default 16;

  @AttributeDefinition(description = "Rows from one scored window to the next", min = "1") int stride() default 1;

  @AttributeDefinition(description = "Consecutive windows above the threshold that raise an insight", min = "1") int raise_windows() default 3;

  @AttributeDefinition(description = "Consecutive calm windows that end it", min = "1") int clear_windows() default 8;

  @AttributeDefinition(description = "A window is calm if its score is at most this share of the threshold, above 0", max = "1") double clear_ratio() default 0.9;

  @AttributeDefinition(description = "The insight is HIGH if a score is at least so many times the threshold, more than 1", min = "1") double severity_high_ratio() default 2;

  @AttributeDefinition(description = "The insight is CRITICAL if a score is at least so many times the threshold", min = "1") double severity_critical_ratio() default 4;

  @AttributeDefinition(description = "Least urgent severity for which a work order is proposed") Severity work_order_severity() default Severity.HIGH;

  @AttributeDefinition(description = "Longest wait for the missing signals of a row", min = "1") int row_timeout_ms() default 2_000;

  @AttributeDefinition(description = "Rows that wait for missing signals at most", min = "1") int row_pending() default 1_024;

  @AttributeDefinition(description = "A longer gap in source time starts a new window", min = "1") int gap_ms() default 60_000;
}
