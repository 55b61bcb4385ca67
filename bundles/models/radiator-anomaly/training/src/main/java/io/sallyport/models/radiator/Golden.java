package io.sallyport.models.radiator;

/**
 * An input with the answer that the exported model must give on every machine.
 *
 * @param what what the window shows
 * @param output computed by PyTorch, not by the exported model
 */
record Golden(String what, float[] window, OnnxRun.Output output) {
}
