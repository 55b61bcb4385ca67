package io.sallyport.capability.assetmonitoring;

/**
 * A checked configuration of one asset; what each means is in {@link AssetConfig}.
 *
 * @param horizon nanoseconds
 */
record AssetRule(String asset, String suppressSignal, double suppressBelow, String suppressReason, long horizon) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int DEFAULT_HORIZON_S = 3_600;

  AssetRule {
    require(!asset.isBlank() && asset.length() <= 100 && !asset.equals("*"), "asset must be named, with 1 to 100 characters");
    require(Double.isFinite(suppressBelow), "suppress.below must be finite");
    require(!suppressReason.isBlank() && suppressReason.length() <= 256, "suppress.reason must have 1 to 256 characters");
    require(horizon >= 60 * NANOS_PER_SECOND, "trend.horizon.s must be at least 60");
  }

  /** @throws IllegalArgumentException if a value is out of its range */
  static AssetRule of(AssetConfig config) {
    return new AssetRule(config.asset(), config.suppress_signal(), config.suppress_below(), config.suppress_reason(), config.trend_horizon_s() * NANOS_PER_SECOND);
  }

  /** Of an asset that has no configuration of its own. */
  static AssetRule standard(String asset) {
    return new AssetRule(asset, "", 0.5, "the asset does not run", DEFAULT_HORIZON_S * NANOS_PER_SECOND);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
