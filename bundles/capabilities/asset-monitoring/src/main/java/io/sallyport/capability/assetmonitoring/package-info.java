/** Watches signals by limits, rates, silence, quality and deviation: what is found are alarms, and how an asset fares is a signal of its own. */
package io.sallyport.capability.assetmonitoring;
