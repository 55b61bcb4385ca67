package io.sallyport.api.signal;

/**
 * Names a time series.
 *
 * @param asset what is measured, such as {@code radiator-1}; not blank
 * @param name what of it, such as {@code V1}; not blank
 * @param unit UCUM unit code, {@code 1} for none
 */
public record SignalId(String asset, String name, String unit) {
  public SignalId {
    if (asset.isBlank() || name.isBlank() || unit.isBlank()) {
      throw new IllegalArgumentException("a signal needs an asset, a name and a unit, got '" + asset + "', '" + name + "', '" + unit + "'");
    }
  }

  @Override
  public String toString() {
    return asset + "/" + name + " [" + unit + "]";
  }
}
