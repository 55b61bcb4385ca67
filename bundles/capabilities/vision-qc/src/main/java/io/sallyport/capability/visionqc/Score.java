package io.sallyport.capability.visionqc;

import io.sallyport.api.image.InspectionResult.Verdict;
import io.sallyport.api.inference.ModelIdentity;

/**
 * What the model makes of a region.
 *
 * @param threshold with the station's ratio
 */
record Score(ModelIdentity model, double value, double threshold, HeatMap heat) {
  Verdict verdict() {
    return value > threshold ? Verdict.REJECTED : Verdict.ACCEPTED;
  }

  double ratio() {
    return value / threshold;
  }
}
