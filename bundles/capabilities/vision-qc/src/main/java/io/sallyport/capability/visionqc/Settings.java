package io.sallyport.capability.visionqc;

import io.sallyport.api.insight.Severity;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A checked configuration of a station; what each means is in {@link StationConfig}. */
record Settings(String name, String asset, String model, int width, int height, Optional<Region> region, double thresholdRatio, double darkShare,
    double brightShare, double contrast, boolean folder, Duration poll, int folderKeep, int picturesKeep, boolean acceptedPictures, Severity severity,
    double highRatio, int workOrderRejects, int workOrderItems) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final int LONGEST_ASSET = 256;
  private static final int SHORTEST_POLL = 50;

  Settings {
    require(NAME.matcher(name).matches(), "name must be 1 to 64 letters, digits, dots, hyphens and underscores, and not begin with a dot");
    require(!asset.isBlank() && asset.length() <= LONGEST_ASSET, "asset must be at most 256 characters");
    require(!model.isBlank(), "model must name a model package");
    require(width >= 0 && width <= Limits.LONGEST_SIDE && height >= 0 && height <= Limits.LONGEST_SIDE, "width and height must be 0 to " + Limits.LONGEST_SIDE);
    require(region.isEmpty() || width == 0 || height == 0 || region.get().isInside(width, height), "region must lie inside width × height");
    require(thresholdRatio > 0 && Double.isFinite(thresholdRatio), "threshold.ratio must be above 0");
    require(isShare(darkShare) && isShare(brightShare), "dark.share and bright.share must be above 0, at most 1");
    require(contrast >= 0 && contrast <= Byte.MAX_VALUE, "contrast.min must be 0 to 127");
    require(poll.toMillis() >= SHORTEST_POLL, "folder.poll.ms must be at least 50");
    require(folderKeep >= 0 && picturesKeep >= 1, "folder.keep must not be negative, pictures.keep at least 1");
    require(highRatio >= 1, "severity.high.ratio must be at least 1");
    require(workOrderRejects >= 0 && workOrderItems >= 1 && workOrderRejects <= workOrderItems, "work.order.rejects must be 0 to work.order.items");
  }

  /** @throws IllegalArgumentException if a value is out of its range */
  static Settings of(StationConfig config) {
    try {
      return new Settings(config.name(), config.asset().isBlank() ? config.name() : config.asset(), config.model(), config.width(), config.height(),
          Region.parse(config.region()), config.threshold_ratio(), config.dark_share(), config.bright_share(), config.contrast_min(), config.folder(),
          Duration.ofMillis(config.folder_poll_ms()), config.folder_keep(), config.pictures_keep(), config.pictures_accepted(), config.severity(),
          config.severity_high_ratio(), config.work_order_rejects(), config.work_order_items());
    } catch (RuntimeException e) { // also of a value that cannot be converted
      throw new IllegalArgumentException("SP-VISION-0001: configuration " + StationConfig.PID + ": " + e.getMessage(), e);
    }
  }

  /** @param ratio score over threshold */
  Severity severity(double ratio) {
    return ratio >= highRatio && severity.compareTo(Severity.HIGH) < 0 ? Severity.HIGH : severity;
  }

  private static boolean isShare(double value) {
    return value > 0 && value <= 1;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
