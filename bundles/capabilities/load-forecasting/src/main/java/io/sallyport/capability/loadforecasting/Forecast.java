package io.sallyport.capability.loadforecasting;

import io.sallyport.api.inference.ModelIdentity;

/**
 * The load of the slots that follow the origin, step by step.
 *
 * @param origin newest slot of the history it was made from
 * @param correlation of the inference call
 * @param filled values of that history that were missing
 * @param cardError mean absolute percentage error by step, as the model card gives it; NaN where it does not
 */
record Forecast(long origin, ModelIdentity model, String correlation, int filled, float[] values, float[] lower95, float[] lower80, float[] upper80,
    float[] upper95, double[] cardError) {
  int steps() {
    return values.length;
  }

  /** @param step from 0 */
  long slot(int step) {
    return origin + 1 + step;
  }

  float[] line(LimitBasis basis) {
    return switch (basis) {
      case FORECAST -> values;
      case UPPER80 -> upper80;
      case UPPER95 -> upper95;
    };
  }
}
