package io.sallyport.models.demand;

/**
 * An input with the answer that the exported model must give on every machine.
 *
 * @param output computed in Java, not by the exported model
 */
record Golden(String what, float[] history, float halfHour, OnnxRun.Output output) {}
