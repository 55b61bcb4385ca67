package io.sallyport.models.radiator;

/**
 * One trained layer: {@code x · weight + bias}, then rectified or not.
 *
 * @param weight row-major, {@code in × out}
 */
record Layer(int in, int out, float[] weight, float[] bias, boolean rectified) {
}
