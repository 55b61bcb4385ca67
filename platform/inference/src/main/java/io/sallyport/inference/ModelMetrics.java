package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;

/**
 * Figures of one loaded version since it was loaded. What it does as a shadow does not count here, see {@link Comparison}.
 *
 * @param calls answers given
 * @param errors runs that failed by the version's own fault
 * @param refused calls refused for their inputs
 * @param strays answers with outputs beyond the range that the golden vectors span
 * @param latency time in the engine of the answers, in seconds
 * @param medianMicros half of the answers took no longer in the engine, in microseconds (to about 6 %); 0 without answers
 * @param p99Micros the same for 99 of 100 answers
 * @param p999Micros the same for 999 of 1000 answers
 * @param callsPerSecond answers a second over the last minute, or since it was loaded if that is less
 */
public record ModelMetrics(ModelIdentity identity, ModelStatus.State state, long calls, long errors, long refused, long strays, Histogram latency,
    double medianMicros, double p99Micros, double p999Micros, double callsPerSecond) {
}
