package io.sallyport.capability.anomalydetection;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Factory configuration {@value #PID}: one asset, or one group of its signals. */
@ObjectClassDefinition(name = "Anomaly detection, one asset", description = "Which signals are watched, how long is learnt, and when an insight is raised")
@interface WatchConfig {
  String PID = "io.sallyport.capability.anomalydetection.watch";

  @AttributeDefinition(description = "Asset to watch") String asset() default "";

  @AttributeDefinition(description = "Its signals; none means all of the asset's, each by itself and without a forest") String[] signals() default {};

  @AttributeDefinition(description = "Learning begins anew when this number changes, such as after the asset was overhauled") int learn_epoch() default 0;

  @AttributeDefinition(description = "Samples of a signal, and of each part of its season, that are learnt from before one is judged", min = "5", max = "1000000") int warmup_samples() default 500;

  @AttributeDefinition(description = "Newest normal samples, of each part of a season, that median and deviation are of", min = "5", max = "100000") int window_samples() default 2_000;

  @AttributeDefinition(description = "Whether normal samples go on changing what is normal after the warm-up; the drift is always against what was learnt first") boolean adapt() default true;

  @AttributeDefinition(description = "Times that are alike") Season season() default Season.NONE;

  @AttributeDefinition(description = "Time zone of the seasons, as in the IANA database") String zone() default "UTC";

  @AttributeDefinition(description = "A sample is an outlier so many deviations from the median; NaN: outliers are not looked for", min = "1") double outlier_ratio() default 6;

  @AttributeDefinition(description = "Share of what was learnt that may count as anomalous: a signal that is often wild gets a wider limit, and the forest its limit", min = "0", max = "0.2") double alarm_ratio() default 0.005;

  @AttributeDefinition(description = "Least deviation, in the signal's unit: differences below it are noise", min = "0") double deviation_min() default 0;

  @AttributeDefinition(description = "Deviations by which the mean may be off without counting as drift", min = "0") double drift_slack() default 1;

  @AttributeDefinition(description = "A signal drifts when what is beyond the slack adds up to so many deviations; NaN: drift is not looked for", min = "1") double drift_limit() default 25;

  @AttributeDefinition(description = "Rows of samples that the isolation forest is trained on; 0: no forest", min = "0", max = "100000") int forest_rows() default 4_000;

  @AttributeDefinition(description = "Trees of the forest", min = "10", max = "1000") int forest_trees() default 200;

  @AttributeDefinition(description = "Rows that each tree is grown from", min = "16", max = "4096") int forest_sample() default 512;

  @AttributeDefinition(description = "Oldest value of another signal that still belongs to a row", min = "0", max = "86400") double hold_s() default 60;

  @AttributeDefinition(description = "Rows are at least so far apart", min = "0", max = "86400") double row_s() default 0;

  @AttributeDefinition(description = "The forest is trained anew after so many hours, on normal rows; 0: never", min = "0", max = "87600") int retrain_h() default 0;

  @AttributeDefinition(description = "Consecutive samples or rows beyond their limit that raise an insight", min = "1", max = "10000") int raise_samples() default 3;

  @AttributeDefinition(description = "Consecutive samples or rows within their limit that end it", min = "1", max = "10000") int clear_samples() default 10;

  @AttributeDefinition(description = "After a longer gap in source time the drift is counted from 0", min = "1") int gap_s() default 3_600;

  @AttributeDefinition(description = "The insight is HIGH if a limit is exceeded so many times", min = "1") double severity_high_ratio() default 2;

  @AttributeDefinition(description = "The insight is CRITICAL if a limit is exceeded so many times", min = "1") double severity_critical_ratio() default 4;
}
