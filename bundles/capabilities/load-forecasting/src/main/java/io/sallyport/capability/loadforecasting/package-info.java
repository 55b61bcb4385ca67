/**
 * Forecasts a load: keeps the history of one signal in slots of local time, asks a model for the day ahead, publishes the answer as signals
 * of its own, warns when a limit is expected to be exceeded, and compares its forecasts with what came.
 */
package io.sallyport.capability.loadforecasting;
