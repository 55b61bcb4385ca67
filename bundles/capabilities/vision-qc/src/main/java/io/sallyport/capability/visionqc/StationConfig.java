package io.sallyport.capability.visionqc;

import io.sallyport.api.insight.Severity;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one station: {@value #PID}, one file for each. */
@ObjectClassDefinition(name = "Vision QC station", description = "Where pictures come from, with which model they are inspected, and what follows from a reject")
@interface StationConfig {
  String PID = "io.sallyport.capability.visionqc.station";

  @AttributeDefinition(description = "Name of the station: letters, digits, dots, hyphens and underscores, at most 64") String name() default "";

  @AttributeDefinition(description = "Asset that its insights and work orders are about; empty: the station's name") String asset() default "";

  @AttributeDefinition(description = "Name of the model package that scores") String model() default "surface-inspection-brick";

  @AttributeDefinition(description = "Width that its pictures must have, in pixels; 0: any", min = "0", max = "8192") int width() default 0;

  @AttributeDefinition(description = "Height that its pictures must have, in pixels; 0: any", min = "0", max = "8192") int height() default 0;

  @AttributeDefinition(description = "Part of the picture that is inspected, LEFT,TOP,WIDTH,HEIGHT in pixels; empty: all of it") String region() default "";

  @AttributeDefinition(description = "An item is rejected if its score is above the model's threshold times this, above 0; the threshold is that of one tile, so a picture of many tiles wants more than 1", min = "0", max = "1000") double threshold_ratio() default 1;

  @AttributeDefinition(description = "A picture is refused as dark if so large a share of its pixels is black", min = "0", max = "1") double dark_share() default 0.5;

  @AttributeDefinition(description = "A picture is refused as over-exposed if so large a share of its pixels is white", min = "0", max = "1") double bright_share() default 0.5;

  @AttributeDefinition(description = "A picture is refused as empty if its grey values deviate by less", min = "0", max = "127") double contrast_min() default 3;

  @AttributeDefinition(description = "Whether pictures are taken from DATA/site/packages/vision-qc/stations/NAME/inbox") boolean folder() default false;

  @AttributeDefinition(description = "How often the folder is looked at", min = "50", max = "3600000") int folder_poll_ms() default 1_000;

  @AttributeDefinition(description = "Pictures kept in each of the folders processed and refused; older ones are deleted", min = "0", max = "100000") int folder_keep() default 1_000;

  @AttributeDefinition(description = "Inspections whose heat map and overlay are kept; older ones are deleted", min = "1", max = "100000") int pictures_keep() default 500;

  @AttributeDefinition(description = "Whether heat map and overlay are also kept of accepted items") boolean pictures_accepted() default false;

  @AttributeDefinition(description = "Severity of the insight for a rejected item") Severity severity() default Severity.MEDIUM;

  @AttributeDefinition(description = "Its severity if the score is at least so many times the threshold", min = "1") double severity_high_ratio() default 2;

  @AttributeDefinition(description = "Rejects among the newest items that lead to a work order; 0: none is proposed", min = "0", max = "1000") int work_order_rejects() default 0;

  @AttributeDefinition(description = "How many newest items that is about", min = "1", max = "10000") int work_order_items() default 20;
}
